import { inBoth } from '../../site.js';
import { linesOf } from '../fixes.js';
import { freePort } from '../ports.js';
import type { Scene } from '../scene.js';
import { htmlPage } from '../servers/apache.js';
import { startHaproxy } from '../servers/haproxy.js';
import { startNginx } from '../servers/nginx.js';
import { hostsOf, isWell, type RealSite, usualCertificates } from '../site.js';
import { SHOP } from './origin.js';

/** A node's server blocks: one that serves the shop, and one for all other names. */
const node = (port: number, serverName: string): string => `server {
  listen 127.0.0.1:${port};
  ${serverName}
  return 200 '${htmlPage(SHOP)}';
}
server {
  listen 127.0.0.1:${port} default_server;
  server_name _;
  return 421;
}`;

/** HAProxy in turn over nginx nodes; the `server_name` line of each, in the order in which they are asked. */
const inTurn =
  (serverNames: readonly string[]) =>
  async (scene: Scene): Promise<void> => {
    const ports = await Promise.all(serverNames.map(() => freePort()));
    await startNginx(
      scene,
      ports,
      serverNames.map((name, index) => node(ports[index] ?? 0, name)).join('\n'),
    );
    await startHaproxy(
      scene,
      [scene.httpsPort],
      `frontend fe
    bind 127.0.0.1:${scene.httpsPort} ssl crt ${scene.certificate('gateway').both} alpn h2,http/1.1
    default_backend nodes
backend nodes
    balance roundrobin
${ports.map((port, index) => `    server node${index} 127.0.0.1:${port}`).join('\n')}`,
    );
  };

const ELSEWHERE = 'server_name elsewhere.test;';

function balanced(
  id: string,
  title: string,
  nodes: (shop: string) => readonly string[],
): Omit<RealSite, 'expect'> {
  const { shop } = hostsOf(id);
  return {
    id,
    title,
    needs: [{ server: 'haproxy' }, { server: 'nginx' }],
    certificates: usualCertificates(id),
    start: inTurn(nodes(shop)),
    visits: [`https://${shop}/`, `https://${shop}/`],
  };
}

const serves = (shop: string) => linesOf('nginx-serve-host', shop);

export const balancers: readonly RealSite[] = [
  {
    ...balanced('balancer-one-of-three', 'two of three nodes do not serve the host', (shop) => [
      serves(shop),
      ELSEWHERE,
      ELSEWHERE,
    ]),
    expect: inBoth({
      host: hostsOf('balancer-one-of-three').shop,
      status: 'misdirected',
      causes: ['balancer-inconsistent'],
      atMost: 'likely',
    }),
  },
  {
    ...balanced('balancer-one-of-two', 'one of two nodes does not serve the host', (shop) => [
      serves(shop),
      ELSEWHERE,
    ]),
    expect: {
      // The browser's retry meets the other node; Chromium shows no trace of it.
      chrome: [],
      firefox: [
        {
          host: hostsOf('balancer-one-of-two').shop,
          status: 'recovered',
          causes: ['balancer-inconsistent'],
          atMost: 'possible',
        },
      ],
    },
    shows: SHOP,
  },
  {
    ...balanced('balancer-fixed', 'all nodes serve the host', (shop) => [
      serves(shop),
      serves(shop),
      serves(shop),
    ]),
    ...isWell(SHOP),
    proves: { fix: 'nginx-serve-host', of: 'balancer-one-of-three' },
  },
];

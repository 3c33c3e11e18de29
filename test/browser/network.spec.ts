// Proxies between the browser and the server.
import { createServer, request as requestTo } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Lab, LITERAL, startLab } from '../lab/lab.js';
import { installed } from '../lab/real/programs.js';
import type { BrowserName, Site } from '../lab/site.js';
import { page } from '../lab/sites/pages.js';
import { nginx421 } from '../lab/sites/recorded.js';
import { type BrowserDriver, findBrowser, type LaunchOptions, launch } from './drivers/index.js';
import { type Http3Server, startHttp3Server } from './http3-server.js';
import { type Claim, look, words } from './situations/situation.js';

const GOOD = 'www.proxied.test';
const BEHIND = 'behind.proxied.test';
const NO_TUNNEL = 'no-tunnel.proxied.test';
const BY_PROXY = 'by-proxy.proxied.test';
const NAMED = 'named.proxied.test';
const OVER_HTTP3 = 'www.over-h3.test';
const PASSED_ON = 'passed-on.proxied.test';

const site: Site = {
  id: 'network',
  title: 'On the way',
  story: 'Hosts that are reached by way of a proxy.',
  hosts: {
    [GOOD]: () => page('Good', '<p>Nothing is wrong here.</p>'),
    [BEHIND]: nginx421,
    [NO_TUNNEL]: () => page('Never reached', ''),
    [BY_PROXY]: () => page('Never reached', ''),
    [NAMED]: () => page('Never reached', ''),
    [OVER_HTTP3]: () => page('Not asked', ''),
    [PASSED_ON]: () => page('Never reached', ''),
  },
  visits: [],
  expect: { chrome: [], firefox: [] },
};

/** Via of its own 421s, by host: none, its own name, and that of a server behind it before its own (RFC 9110 section 7.6.3). */
const VIA: Readonly<Record<string, string | undefined>> = {
  [BY_PROXY]: undefined,
  [NAMED]: `1.1 ${LITERAL}:3128 (proxy/6.1)`,
  [PASSED_ON]: `1.1 edge7.cdn.example, 1.1 ${LITERAL}:3128 (proxy/6.1)`,
};

/** Tunnels and forwards to the lab, but for some hosts of which it answers itself that it will not. */
async function startProxy(lab: Lab): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const { hostname, pathname } = new URL(request.url ?? '');
    if (hostname in VIA) {
      const via = VIA[hostname];
      response.writeHead(421, via === undefined ? {} : { via });
      response.end();
      return;
    }
    const onward = requestTo(
      { host: LITERAL, port: lab.httpPort, path: pathname, headers: request.headers },
      (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(response);
      },
    );
    request.pipe(onward);
  });
  server.on('connect', (request, socket) => {
    socket.on('error', () => undefined);
    if (request.url?.startsWith(`${NO_TUNNEL}:`)) {
      socket.end('HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    const upstream = connect(lab.httpsPort, LITERAL, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, LITERAL, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function withBrowser(
  kind: BrowserName,
  optionsFor: (lab: Lab) => Promise<Omit<LaunchOptions, 'lab'> & { readonly end?: () => void }>,
  use: (driver: BrowserDriver) => Promise<void>,
): Promise<void> {
  const lab = await startLab([site]);
  try {
    const { end, ...options } = await optionsFor(lab);
    try {
      const driver = await launch(kind, { lab, ...options });
      try {
        await use(driver);
      } finally {
        await driver.close();
      }
    } finally {
      end?.();
    }
  } finally {
    await lab.close();
  }
}

const KINDS: readonly BrowserName[] = ['chrome', 'firefox'];
/** Of each browser: what may be said of a host that the proxy serves so. */
const PROXIED: readonly {
  readonly title: string;
  readonly url: string;
  readonly claim: Readonly<Record<BrowserName, Claim>>;
}[] = [
  {
    title: 'a refusal by the server behind a tunnel',
    url: `https://${BEHIND}/`,
    // The lab's own CA is what a proxy that opens connections has as well, so Firefox may call that possible.
    claim: {
      chrome: {
        badge: '1',
        incidents: { [BEHIND]: { status: 'misdirected', not: ['client-middlebox'] } },
      },
      firefox: { badge: '1', incidents: { [BEHIND]: { status: 'misdirected' } } },
    },
  },
  {
    title: 'a refused tunnel: Firefox names the 421, Chrome no status',
    url: `https://${NO_TUNNEL}/`,
    claim: {
      chrome: {
        badge: '',
        incidents: {},
        says: [`The proxy in use opened no connection to ${NO_TUNNEL}`],
        never: [words('popup_nothing_title')],
      },
      firefox: {
        badge: '1',
        incidents: { [NO_TUNNEL]: { status: 'misdirected', causes: ['client-middlebox'] } },
      },
    },
  },
  {
    title: 'a proxy that answers a forwarded request itself: Firefox names the proxy, Chrome none',
    url: `http://${BY_PROXY}/`,
    claim: {
      chrome: { badge: '1', incidents: { [BY_PROXY]: { status: 'misdirected' } } },
      firefox: {
        badge: '1',
        incidents: { [BY_PROXY]: { status: 'misdirected', causes: ['client-middlebox'] } },
      },
    },
  },
  {
    title: 'a proxy that names itself in Via',
    url: `http://${NAMED}/`,
    claim: both({
      badge: '1',
      incidents: { [NAMED]: { status: 'misdirected', causes: ['client-middlebox'] } },
    }),
  },
  {
    title: 'a refusal that the proxy passed on: Via names who had it before',
    url: `http://${PASSED_ON}/`,
    claim: both({
      badge: '1',
      incidents: { [PASSED_ON]: { status: 'misdirected', not: ['client-middlebox'] } },
    }),
  },
  {
    title: 'a good page by way of the proxy',
    url: `https://${GOOD}/`,
    claim: both({ badge: '', incidents: {}, says: [words('popup_nothing_title')] }),
  },
];

function both(claim: Claim): Readonly<Record<BrowserName, Claim>> {
  return { chrome: claim, firefox: claim };
}

const withoutCaddy = 'missing' in installed('caddy');

for (const kind of KINDS) {
  const found = findBrowser(kind);
  const missing = 'missing' in found ? found.missing : undefined;
  if (missing !== undefined) console.warn(`SKIPPED in ${kind}: ways to the server: ${missing}`);
  describe.skipIf(missing !== undefined)(`ways to the server [${kind}]`, () => {
    it.skipIf(kind === 'firefox' || withoutCaddy)('HTTP/3: a refusal over it, in Chromium', async () => {
      let server: Http3Server | undefined;
      await withBrowser(
        kind,
        async (lab) => {
          server = await startHttp3Server(lab, OVER_HTTP3);
          return { quicTo: `${OVER_HTTP3}:${server.port}`, end: () => void server?.stop() };
        },
        async (driver) => {
          const tab = await driver.newTab();
          await tab.visit(`https://${OVER_HTTP3}:${server?.port}/refused`);
          // Chromium repeats it over HTTP/3 (measured: 156).
          await expect.poll(() => server?.protocolsOf('/refused')).toEqual(['HTTP/3.0', 'HTTP/3.0']);
          const said = await look(driver, tab.id, {
            badge: '1',
            incidents: { [OVER_HTTP3]: { status: 'misdirected' } },
            says: ['came over HTTP/3'],
          });
          expect(said.faults).toEqual([]);
        },
      );
    });

    it('a proxy: who refused is said as far as the browser shows it', async () => {
      await withBrowser(
        kind,
        async (lab) => {
          const proxy = await startProxy(lab);
          return { proxyPort: proxy.port, end: proxy.close };
        },
        async (driver) => {
          const faults: string[] = [];
          for (const { title, url, claim } of PROXIED) {
            const tab = await driver.newTab();
            await tab.visit(url).catch(() => undefined);
            const said = await look(driver, tab.id, claim[kind]);
            console.info(`${kind}: ${title}: badge "${said.badge}", ${said.incidents.join() || said.title}`);
            faults.push(...said.faults.map((fault) => `${title}: ${fault}`));
            await tab.close();
          }
          expect(faults).toEqual([]);
        },
      );
    });
  });
}

import { linesOf } from '../fixes.js';
import type { Scene } from '../scene.js';
import { startApache, virtualHost, withTls } from '../servers/apache.js';
import { hostsOf, isWell, type RealSite } from '../site.js';
import { FIRST, PICKY_APACHE } from './origin.js';

/**
 * Apache with two sites. The first one's certificate covers both, so browsers ask for the picture of the shop on the
 * first one's connection (RFC 9113 section 9.1.1). On the real port: Firefox shares no connection whose port it mapped.
 */
const start =
  (id: string, tlsOfShop: (scene: Scene) => string) =>
  (scene: Scene): Promise<void> => {
    const { shop, www } = hostsOf(id);
    const port = scene.httpsPort;
    const picture = `https://${shop}:${port}/picture.svg`;
    scene.write(
      `pages/${port}-${shop}/picture.svg`,
      '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
    );
    return startApache(scene, {
      ports: [port],
      h2: true,
      lines: [
        'AddType image/svg+xml svg',
        virtualHost(scene, port, {
          name: www,
          tls: withTls(scene.certificate('gateway')),
          page: `${FIRST}</h1><img src="${picture}" alt="a picture"><h1>`,
        }),
        virtualHost(scene, port, { name: shop, tls: tlsOfShop(scene), page: 'The shop' }),
      ].join('\n'),
    });
  };

const site = (id: string, title: string, tlsOfShop: (scene: Scene) => string): Omit<RealSite, 'expect'> => {
  const { shop, www } = hostsOf(id);
  return {
    id,
    title,
    needs: [PICKY_APACHE],
    certificates: { gateway: [www, shop], shop: [shop] },
    start: start(id, tlsOfShop),
    visits: [`https://${www}:{port}/`],
  };
};

export const sharedConnections: readonly RealSite[] = [
  {
    ...site('apache-shared', 'a browser asks Apache for one site on another’s connection', (scene) =>
      withTls(scene.certificate('shop')),
    ),
    expect: {
      // Its retry leaves no trace.
      chrome: [],
      firefox: [
        {
          host: hostsOf('apache-shared').shop,
          status: 'recovered',
          causes: ['coalesced-connection'],
          atMost: 'likely',
        },
      ],
    },
    refusedBy: 'apache',
  },
  {
    ...site('apache-shared-fixed', 'both sites have one TLS set-up', (scene) => {
      const { chain, key } = scene.certificate('gateway');
      return `SSLEngine on\n${linesOf('apache-one-tls-setup', 'example.test', {
        CERTIFICATE_FILE: chain,
        KEY_FILE: key,
      })}`;
    }),
    ...isWell(FIRST),
    proves: { fix: 'apache-one-tls-setup', of: 'apache-shared' },
  },
];

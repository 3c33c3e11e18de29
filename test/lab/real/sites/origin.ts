import { freePort } from '../ports.js';
import type { Need } from '../programs.js';
import type { Scene } from '../scene.js';
import { startApache, virtualHost, withTls } from '../servers/apache.js';
import { hostsOf } from '../site.js';

/** What the shop's page says. */
export const SHOP = 'The shop, as it should be';
/** What the page of the origin's first site says. */
export const FIRST = 'The first site';

/**
 * Apache refuses connections without SNI for all but its first virtual host since 2.4.64 (CVE-2025-23048).
 * Distributions carry that into older versions; those are skipped, for their number does not say.
 */
export const PICKY_APACHE: Need = { server: 'apache', from: '2.4.64' };

export interface OriginOptions {
  /** TLS lines of both virtual hosts; left out: a certificate of its own for each. */
  readonly tls?: string;
  /** Lines of the server's level. */
  readonly lines?: string;
  readonly tokens?: string;
  /** Lines of the shop's virtual host. */
  readonly shop?: string;
}

/** Starts Apache with two sites behind TLS, the shop being the second; gives its port. */
export async function startOrigin(scene: Scene, id: string, options: OriginOptions = {}): Promise<number> {
  const { shop, www } = hostsOf(id);
  const port = await freePort();
  const tls = (name: string) => options.tls ?? withTls(scene.certificate(name));
  await startApache(scene, {
    ports: [port],
    lines: [
      options.lines ?? '',
      virtualHost(scene, port, { name: www, tls: tls('www'), page: FIRST }),
      virtualHost(scene, port, { name: shop, tls: tls('shop'), page: SHOP, lines: options.shop ?? '' }),
    ].join('\n'),
    ...(options.tokens === undefined ? {} : { tokens: options.tokens }),
  });
  return port;
}

import type { BrowserName, ExpectedIncident } from '../site.js';
import type { Need, ServerName } from './programs.js';
import type { Scene } from './scene.js';

/** Requests of other people, who warm up connections between the servers. */
export interface Others {
  readonly send: string;
  /** So many, one after the other. */
  readonly times: number;
}

/** A site on real servers that misdirects in one named way, or does not any more. */
export interface RealSite {
  /** Stable. Its hosts are named after it. */
  readonly id: string;
  readonly title: string;
  readonly needs: readonly Need[];
  /** Subject alternative names of each certificate, by the name under which `start` asks for it. */
  readonly certificates: Readonly<Record<string, readonly string[]>>;
  readonly start: (scene: Scene) => Promise<void>;
  /** In this order, in one tab. `{port}` in a URL is the port that the servers really listen on. */
  readonly visits: readonly (string | Others)[];
  readonly expect: Readonly<Record<BrowserName, readonly ExpectedIncident[]>>;
  /** Words of the verdict: the products that it must name. */
  readonly verdict?: readonly string[];
  /** Text of the last page: of a site that works, else anything would pass for it. */
  readonly shows?: string;
  /** The fix of src/diagnosis/products that makes the refusal of another site into this response. */
  readonly proves?: { readonly fix: string; readonly of: string };
  /** The server that wrote the 421: its log has the line that the product's file says to look for. */
  readonly refusedBy?: Exclude<ServerName, 'caddy'>;
}

const NOTHING: RealSite['expect'] = { chrome: [], firefox: [] };

/** A site that works: no incident, and the page is the site's own. */
export const isWell = (text: string): Pick<RealSite, 'expect' | 'shows'> => ({
  expect: NOTHING,
  shows: text,
});

/** The hosts of a site: the one that is looked at, and the one that the servers hold for their first. */
export const hostsOf = (id: string) => ({ shop: `shop.${id}.test`, www: `www.${id}.test` }) as const;

/** A certificate for both hosts, as a gateway has it, and one for each, as an origin has them. */
export function usualCertificates(id: string): RealSite['certificates'] {
  const { shop, www } = hostsOf(id);
  return { gateway: [shop, www], shop: [shop], www: [www] };
}

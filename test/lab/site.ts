import type { CauseId, Confidence } from '../../src/model/cause.js';
import type { Outcome } from '../../src/model/exchange.js';

export type BrowserName = 'chrome' | 'firefox';

/** A request as a site's handler sees it. */
export interface LabRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: string;
  /** :authority or Host as it came. */
  readonly authority: string;
  /** The authority without port and trailing dot, lower case. */
  readonly host: string;
  /** Server name of the connection's ClientHello as it came; undefined: none. */
  readonly sni: string | undefined;
  readonly protocol: 'h2' | 'http/1.1';
  readonly header: (name: string) => string | undefined;
}

export interface Reply {
  readonly status: number;
  /** Reason phrase, where it is not Node's; HTTP/1.1 only. */
  readonly phrase?: string;
  /** In this order, names repeated where the server repeats them. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Buffer;
  /** ms before the response */
  readonly delay?: number;
  /** Between its header and its body: ms, or what the body waits for. */
  readonly hold?: number | Promise<unknown>;
}

export type Handler = (request: LabRequest) => Reply;

/** One incident that a person should be shown. */
export interface ExpectedIncident {
  readonly host: string;
  readonly status: Outcome;
  /** Each of these is right as the first cause. */
  readonly causes: readonly CauseId[];
  /** The highest confidence that the evidence justifies. */
  readonly atMost: Confidence;
}

/** A place of the lab that misdirects in one named way, or does not. */
export interface Site {
  /** Stable; also the name of its screenshot. */
  readonly id: string;
  readonly title: string;
  /** What happens here and what one should see; plain English, one or two sentences. */
  readonly story: string;
  /** Hosts that the site serves, each with what answers for it. */
  readonly hosts: Readonly<Record<string, Handler>>;
  /**
   * Subject alternative names, one list a certificate. Left out: a certificate of its own for each host, so that no
   * connection can be shared (RFC 9113 section 9.1.1). Not `*.test`: Firefox does not share connections on such names.
   */
  readonly certificates?: readonly (readonly string[])[];
  /**
   * The site lives from connection reuse. Firefox joins no connection whose port was mapped (network.socket.forcePort),
   * so there the site is visited at the lab's real port: see `visitable`.
   */
  readonly sharesConnection?: true;
  /** Hosts that are at another address of the loopback network than the rest, each with it. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** By the server name of an h2 connection: hosts that the server's ORIGIN frame lists there (RFC 8336). */
  readonly origins?: Readonly<Record<string, readonly string[]>>;
  /** Hosts for which the server offers no h2. */
  readonly http1Only?: readonly string[];
  /** Visited one after the other in one tab; the last one is the page to look at. */
  readonly visits: readonly string[];
  /** ms to wait after the last visit for what the page does by itself */
  readonly settle?: number;
  readonly expect: Readonly<Record<BrowserName, readonly ExpectedIncident[]>>;
}

/** The same in both browsers. */
export const inBoth = (
  ...expected: readonly ExpectedIncident[]
): Readonly<Record<BrowserName, readonly ExpectedIncident[]>> => ({ chrome: expected, firefox: expected });

/** The URLs of a site's visits as a browser has to be given them. */
export const visitable = (site: Site, browser: BrowserName, httpsPort: number): readonly string[] =>
  site.sharesConnection && browser === 'firefox'
    ? site.visits.map((url) => url.replace(/^(https:\/\/[^/]+)/, `$1:${httpsPort}`))
    : site.visits;

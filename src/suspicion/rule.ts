// What shows that a response which is no 421 came from a server that was not meant: a text that its writer has for that case
// alone. A status never does by itself, nor a text that the same writer has for an ordinary error as well.
import type { Confidence } from '../model/cause.js';
import type { SeenPage } from './page.js';

/** A response to a document's request, as the browser's event shows it. */
export interface SeenResponse {
  readonly status: number;
  /** Of HTTP/1.x, with the reason phrase. */
  readonly statusLine: string;
  /** As in `URL.hostname`, in lower case. */
  readonly host: string;
  /** First value of a field; undefined where absent. Names without case. */
  header(name: string): string | undefined;
}

/** What the writer's text says went wrong; the causes have what follows from it. */
export type Meaning =
  /** It has no site of this name. */
  | 'unknown-host'
  /** The connection carried no server name (SNI). */
  | 'no-sni'
  /** The certificate or site that the connection's SNI chose is not the one of the Host field. */
  | 'sni-unlike-host'
  /** The name points from one customer's account to another's. */
  | 'other-account'
  /** The CDN knows the host, but no server for it. */
  | 'no-origin'
  /** The CDN's own TLS connection to the server behind it failed. */
  | 'origin-tls';

/** The command that makes the writer serve the host, from its manual. */
export interface ServeCommand {
  /** Words of a command line; those in capitals are the reader's to fill in. */
  readonly words: (host: string) => readonly string[];
  readonly source: string;
}

/** One page that a program or platform has for a request that is not its own. */
export interface SuspicionRule {
  /** Stable, e.g. `jetty-sni`. */
  readonly id: string;
  /** Proper name of who writes the page, the same in every language. */
  readonly writer: string;
  readonly kind: 'server' | 'cdn' | 'platform';
  readonly meaning: Meaning;
  /** The most that the page alone justifies: never `certain`, for nobody said 421. */
  readonly most: Exclude<Confidence, 'certain'>;
  readonly statuses: readonly number[];
  /** The fields name the writer: only then is the body read. */
  readonly named: (response: SeenResponse) => boolean;
  /**
   * The sentence that decides, as it stands in the page; undefined: it is another page of the writer's. Absent: the fields
   * decide by themselves, and nothing is read.
   */
  readonly says?: (page: SeenPage, response: SeenResponse) => string | undefined;
  /** What decides where no body does: the field. */
  readonly field?: string;
  /** The writer's own domains: under these the page says only that a site does not exist any more, or never did. */
  readonly ownDomains?: readonly string[];
  readonly serve?: ServeCommand;
  /** Where the text comes from: a recording, a source file, a manual. */
  readonly source: string;
}

import type { Text } from '../model/text.js';
import type { CertificateFacts } from '../model/tls.js';
import type { Shell } from './commands.js';

/** Puts a text into the reader's language. */
export type Say = (text: Text) => string;

/** What a report holds, beyond what every report holds. */
export interface ReportOptions {
  /** Paths and query strings may hold secrets and names: they are left out unless the user takes them in. */
  readonly includePaths: boolean;
  /** The command line that commands are written for. */
  readonly shell: Shell;
  /** The leaf certificate of the connection, where it could be read. */
  readonly certificate?: CertificateFacts | undefined;
  /** Other hosts of the same page with the same fault: the report is for all of them. */
  readonly alsoAt?: readonly string[] | undefined;
  /** Version of the extension. */
  readonly version: string;
}

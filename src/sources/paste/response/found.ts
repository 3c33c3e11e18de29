import type { BodyFacts } from '../../../model/exchange.js';
import type { Header } from '../../../model/header.js';
import type { Protocol } from '../../../model/protocol.js';
import type { ReadFacts } from '../result.js';

/**
 * What kind of text shows a 421. Ids are stable: tests and the page's messages use them.
 * `message`: a response as it is on the wire, from whatever program. `write-out`: curl's -w.
 * `inspected`: a Response object as Node prints it. `page`: a page alone. `error`: an error text with a 421 in it.
 */
export const TEXT_KINDS = [
  'curl',
  'wget',
  'openssl',
  'message',
  'write-out',
  'inspected',
  'page',
  'error',
  'access-log',
  'error-log',
] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

/** Who sent the request, as far as the text shows it. */
export interface Client {
  /** As the program calls itself, e.g. `curl`. */
  readonly name: string;
  readonly version?: string;
  /** It is a browser. */
  readonly browser?: 'chromium' | 'firefox' | 'safari';
}

/** Where a request went, as far as the text shows it. */
export interface Target {
  readonly scheme?: 'https' | 'http';
  /** As in a Host field: a name or address, with the port where it is not the scheme's own. */
  readonly host?: string;
  /** Path and query. */
  readonly path?: string;
}

/** One 421 that a text shows. */
export interface FoundResponse {
  readonly kind: TextKind;
  /** Line of the status. */
  readonly line: number;
  readonly target: Target;
  readonly method?: string;
  /** Of the request, where it shows. */
  readonly type?: 'websocket';
  /** Empty where the text has no status line of HTTP. */
  readonly statusLine: string;
  readonly headers: readonly Header[];
  /** Absent where the text does not have it. */
  readonly body?: BodyFacts;
  readonly protocol: Protocol;
  /** IP address of the peer. */
  readonly address?: string;
  /** Through a proxy that the program was set to use. */
  readonly proxied?: true;
  /** ms since the epoch */
  readonly time?: number;
  readonly client?: Client;
  /** How many responses it stands for; absent: one, which the text may mention several times over. */
  readonly times?: number;
  /** 421s to the same request before it, after which its program tried again by itself; oldest first. */
  readonly tries?: readonly FoundResponse[];
  /** What its program was given when it tried again by itself. */
  readonly recovered?: SeenResponse;
  /** A good response to the same request of the same client followed it at once, by the log of a server. */
  readonly followed?: true;
  /** What the line says besides, as evidence. */
  readonly logged?: ReadFacts;
}

/** A final response of any status that a text shows. */
export interface SeenResponse {
  readonly status: number;
  readonly response: FoundResponse;
}

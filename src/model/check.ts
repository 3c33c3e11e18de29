import type { BodyFacts, Protocol } from './exchange.js';
import type { Header } from './header.js';
import type { TlsFacts } from './tls.js';

/** An active test that the user starts; `retry` is the page itself on a fresh connection. Ids are stable: they stand in stored incidents. */
export const CHECK_IDS = [
  'repeat',
  'other_path',
  'without_dot',
  'sharing',
  'address',
  'certificate',
  'retry',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** `reload`: past the cache on a new connection. `private`: in a private window. `flush`: after closing all sockets. */
export const RETRY_WAYS = ['reload', 'private', 'flush'] as const;
export type RetryWay = (typeof RETRY_WAYS)[number];

/** What came back on one request of a check. */
export interface CheckResponse {
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly statusLine: string;
  readonly protocol: Protocol;
  readonly headers: readonly Header[];
  readonly address?: string;
  readonly body?: BodyFacts;
  readonly tls?: TlsFacts;
  /** connectEnd - connectStart in ms; above zero means that this response opened a connection. */
  readonly connectTime?: number;
  /** Firefox: a hidden 421 left its Content-Type in front of the visible one. */
  readonly hiddenMisdirection?: boolean;
}

/** The result of one check. `sent` is what was asked, also where nothing came back. */
export interface CheckResult {
  readonly id: CheckId;
  /** ms since the epoch */
  readonly time: number;
  readonly state: 'done' | 'cancelled' | 'timed_out' | 'failed' | 'not_possible';
  /** `GET https://host/`, one entry a request */
  readonly sent: readonly string[];
  readonly responses: readonly CheckResponse[];
  /** check `address`: what DNS gives now */
  readonly dns?: { readonly addresses: readonly string[]; readonly canonicalName?: string };
  /** check `sharing`: the neighbour that was asked first */
  readonly neighbour?: string;
  /** check `retry`: how the fresh connection was had */
  readonly way?: RetryWay;
  /** check `retry` in a private window: what the user saw there, for Missent does not look */
  readonly reported?: 'recovered' | 'same';
  /** The browser's own words where the state is `failed`. */
  readonly error?: string;
}

/** Pasted outputs that are kept with an incident. */
export const MAX_PASTED = 5;

/** Facts that the user pasted from `openssl s_client` or `curl -v`. */
export interface PastedFacts {
  /** ms since the epoch */
  readonly time: number;
  readonly program: 'openssl' | 'curl';
  /** The host the command was run for, where the output shows. */
  readonly host?: string;
  readonly address?: string;
  readonly port?: number;
  /** The name that was sent in SNI; null where the output says that none was sent. */
  readonly sni?: string | null;
  /** e.g. `TLSv1.3` */
  readonly tlsProtocol?: string;
  readonly alpn?: string;
  readonly certificate?: {
    readonly dnsNames: readonly string[];
    readonly addresses: readonly string[];
    readonly subject?: string;
    readonly issuer?: string;
    readonly notAfter?: number;
    /** The program's verdict, in its own words, where it is not "ok". */
    readonly verifyError?: string;
    /** False where only a part of the names could be read (no PEM, no SAN line). */
    readonly namesComplete: boolean;
  };
  readonly status?: number;
  readonly server?: string;
}

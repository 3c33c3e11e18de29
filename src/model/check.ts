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

/** Commands whose output can be pasted, and servers whose log lines can. Ids are stable: they stand in stored incidents. */
export const PASTED_PROGRAMS = [
  ...(['openssl', 'curl', 'apache', 'nginx', 'traefik', 'haproxy', 'envoy', 'caddy'] as const),
  /** An access log in a format that many servers write. */
  'access_log',
] as const;

/**
 * Why a server's log says that it refused a request: SNI and Host need different TLS settings; the site does not allow the
 * connection's protocol; SNI and Host have different TLS options by name (Traefik); by itself, as a rule of its configuration
 * has it. `passed_on`: an upstream refused it, and the server passed the 421 on. `no_sni`: Apache refuses connections without SNI,
 * with a 403. `logged`: it does not say.
 */
export const LOGGED_REASONS = [
  ...(['names_differ', 'protocol_disabled', 'tls_options_differ', 'rule'] as const),
  ...(['passed_on', 'no_sni', 'logged'] as const),
] as const;

/** Facts that the user pasted: from `openssl s_client` or `curl -v`, or from a line of a server's log. */
export interface PastedFacts {
  /** When it was pasted, in ms since the epoch. */
  readonly time: number;
  readonly program: (typeof PASTED_PROGRAMS)[number];
  /** The host the command was run for, or the one in the log line's request, where the text shows it. */
  readonly host?: string;
  readonly address?: string;
  readonly port?: number;
  /** The name that was sent in SNI; null where the text says that none was sent. */
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
  /** Of a log line. */
  readonly reason?: (typeof LOGGED_REASONS)[number];
  /** Apache's `SSLVHostSNIPolicy`, e.g. `secure`. */
  readonly policy?: string;
  /** Traefik's names of TLS options, e.g. `default` and `strict@file`. */
  readonly tlsOptions?: { readonly sni: string; readonly host: string };
}

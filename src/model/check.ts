import * as v from 'valibot';
import { bodySchema } from './exchange.js';
import { headerSchema } from './header.js';
import { protocolSchema } from './protocol.js';
import { count, type Stored, text, time } from './stored.js';
import { tlsSchema } from './tls.js';

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
export const checkResponseSchema = v.object({
  url: text,
  method: text,
  status: count,
  statusLine: text,
  protocol: protocolSchema,
  headers: v.array(headerSchema),
  address: v.exactOptional(text),
  body: v.exactOptional(bodySchema),
  tls: v.exactOptional(tlsSchema),
  /** connectEnd - connectStart in ms; above zero means that this response opened a connection. */
  connectTime: v.exactOptional(v.number()),
  /** Firefox: a hidden 421 left its Content-Type in front of the visible one. */
  hiddenMisdirection: v.exactOptional(v.boolean()),
});
export type CheckResponse = Stored<typeof checkResponseSchema>;

/** The result of one check. `sent` is what was asked, also where nothing came back. */
export const checkSchema = v.object({
  id: v.picklist(CHECK_IDS),
  /** ms since the epoch */
  time: time,
  state: v.picklist(['done', 'cancelled', 'timed_out', 'failed', 'not_possible']),
  /** `GET https://host/`, one entry a request */
  sent: v.array(text),
  responses: v.array(checkResponseSchema),
  /** check `address`: what DNS gives now */
  dns: v.exactOptional(v.object({ addresses: v.array(text), canonicalName: v.exactOptional(text) })),
  /** check `sharing`: the neighbour that was asked first */
  neighbour: v.exactOptional(text),
  /** check `retry`: how the fresh connection was had */
  way: v.exactOptional(v.picklist(RETRY_WAYS)),
  /** check `retry` in a private window: what the user saw there, for Missent does not look */
  reported: v.exactOptional(v.picklist(['recovered', 'same'])),
  /** The browser's own words where the state is `failed`. */
  error: v.exactOptional(text),
});
export type CheckResult = Stored<typeof checkSchema>;

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
export const pastedSchema = v.object({
  /** When it was pasted, in ms since the epoch. */
  time: time,
  program: v.picklist(PASTED_PROGRAMS),
  /** The host the command was run for, or the one in the log line's request, where the text shows it. */
  host: v.exactOptional(text),
  address: v.exactOptional(text),
  port: v.exactOptional(count),
  /** The name that was sent in SNI; null where the text says that none was sent. */
  sni: v.exactOptional(v.nullable(text)),
  /** e.g. `TLSv1.3` */
  tlsProtocol: v.exactOptional(text),
  alpn: v.exactOptional(text),
  certificate: v.exactOptional(
    v.object({
      dnsNames: v.array(text),
      addresses: v.array(text),
      subject: v.exactOptional(text),
      issuer: v.exactOptional(text),
      notAfter: v.exactOptional(time),
      /** The program's verdict, in its own words, where it is not "ok". */
      verifyError: v.exactOptional(text),
      /** False where only a part of the names could be read (no PEM, no SAN line). */
      namesComplete: v.boolean(),
    }),
  ),
  status: v.exactOptional(count),
  server: v.exactOptional(text),
  /** Of a log line. */
  reason: v.exactOptional(v.picklist(LOGGED_REASONS)),
  /** Apache's `SSLVHostSNIPolicy`, e.g. `secure`. */
  policy: v.exactOptional(text),
  /** Traefik's names of TLS options, e.g. `default` and `strict@file`. */
  tlsOptions: v.exactOptional(v.object({ sni: text, host: text })),
});
export type PastedFacts = Stored<typeof pastedSchema>;

// What is read back from storage is checked here before it becomes a model type: another version of Missent, a
// half-written record or a hand in the profile may have left anything.
import * as v from 'valibot';
import type { Attempt } from '../../model/attempt.js';
import { boundedText } from '../../model/bounded-text.js';
import { boundedExchange, boundedUrl, MAX_STATUS_LINE } from '../../model/bounds.js';
import {
  CHECK_IDS,
  type CheckResult,
  LOGGED_REASONS,
  PASTED_PROGRAMS,
  type PastedFacts,
  RETRY_WAYS,
} from '../../model/check.js';
import type { BrowsingContext } from '../../model/context.js';
import {
  type Exchange,
  type Occurrence,
  OUTCOMES,
  type Outcome,
  type Protocol,
  REQUEST_TYPES,
} from '../../model/exchange.js';
import type { HistoryPeriod, HostHistorySnapshot, HostObservation } from '../../model/host-history.js';
import type { Incident } from '../../model/incident.js';
import { keptHeaders } from '../../model/kept-headers.js';
import { ABSENCES } from '../../model/known.js';
import { type Claim, claimOf } from '../../model/shares.js';
import type { TlsFacts } from '../../model/tls.js';
import { withCurrentNames } from './older-names.js';

const text = v.string();
/** ms since the epoch that a Date can hold (ECMA-262 section 21.4.1.1): beyond it, formatting would throw. */
const time = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));
const count = v.pipe(v.number(), v.integer());

const knownOf = <T>(value: v.GenericSchema<unknown, T>) =>
  v.union([
    v.object({ known: v.literal(true), value }),
    v.object({ known: v.literal(false), why: v.picklist(ABSENCES) }),
  ]);

const protocol: v.GenericSchema<unknown, Protocol> = v.picklist([
  'http/1.1',
  'h2',
  'h3',
  'h2-or-h3',
  'unknown',
]);

export const contextSchema: v.GenericSchema<unknown, BrowsingContext> = v.variant('kind', [
  v.object({ kind: v.literal('normal') }),
  v.object({ kind: v.literal('private') }),
  v.object({ kind: v.literal('container'), id: text }),
]);

/** Earlier versions, and files, may hold credentials and texts of any length. */
const headers = v.pipe(
  v.array(v.object({ name: text, value: text })),
  v.transform((all) => keptHeaders(all).headers),
);
const url = v.pipe(
  text,
  v.transform((whole) => boundedUrl(whole)),
);
const statusLine = v.pipe(
  text,
  v.transform((line) => boundedText(line, MAX_STATUS_LINE)),
);

const tls: v.GenericSchema<unknown, TlsFacts> = v.object({
  protocol: v.exactOptional(text),
  cipherSuite: v.exactOptional(text),
  group: v.exactOptional(text),
  usedEch: v.exactOptional(v.boolean()),
  domainMismatch: v.exactOptional(v.boolean()),
  overriddenError: v.exactOptional(text),
  builtInRoot: v.exactOptional(v.boolean()),
  subject: v.exactOptional(text),
  issuer: v.exactOptional(text),
  notBefore: v.exactOptional(time),
  notAfter: v.exactOptional(time),
  sha256: v.exactOptional(text),
  leafDer: v.exactOptional(text),
});

const body = v.object({
  text,
  cut: v.boolean(),
  via: v.picklist(['stream', 'page', 'error_page', 'check', 'har']),
});

const attempt: v.GenericSchema<unknown, Attempt> = v.object({
  time,
  duration: v.exactOptional(v.number()),
  status: v.exactOptional(count),
  headers,
  protocol,
  openedFor: v.exactOptional(v.object({ host: text, port: count })),
  shared: v.exactOptional(v.boolean()),
  address: v.exactOptional(text),
  hidden: v.boolean(),
  error: v.exactOptional(text),
});

const exchange: v.GenericSchema<unknown, Exchange> = v.pipe(
  v.object({
    requestId: text,
    time,
    tabId: count,
    frameId: count,
    context: contextSchema,
    request: v.object({
      method: text,
      type: v.picklist(REQUEST_TYPES),
      url: text,
      initiator: v.exactOptional(text),
    }),
    response: v.object({
      status: count,
      statusLine,
      headers,
      headersCut: v.exactOptional(v.literal(true)),
      protocol,
      address: knownOf(text),
      fromCache: knownOf(v.boolean()),
      proxy: knownOf(v.object({ type: text, host: v.exactOptional(text), port: v.exactOptional(count) })),
    }),
  }),
  v.transform(boundedExchange),
);

const occurrence: v.GenericSchema<unknown, Occurrence> = v.object({
  exchange,
  outcome: v.picklist(OUTCOMES),
  body: knownOf(body),
  page: knownOf(
    v.object({ protocol, connectStart: v.number(), connectEnd: v.number(), responseStart: v.number() }),
  ),
  tls: knownOf(tls),
  afterwards: v.exactOptional(v.literal(true)),
  attempts: v.exactOptional(v.array(attempt)),
});

const period: v.GenericSchema<unknown, HistoryPeriod> = v.object({
  kind: v.picklist(['answered', 'misdirected', 'recovered']),
  from: time,
  to: time,
  count,
});

const observation: v.GenericSchema<unknown, HostObservation> = v.object({
  host: text,
  port: count,
  address: text,
  protocol,
  firstSeen: time,
  lastSeen: time,
  count,
  lastStatus: count,
  misdirected: count,
});

const check: v.GenericSchema<unknown, CheckResult> = v.object({
  id: v.picklist(CHECK_IDS),
  time,
  state: v.picklist(['done', 'cancelled', 'timed_out', 'failed', 'not_possible']),
  sent: v.array(text),
  responses: v.array(
    v.object({
      url,
      method: text,
      status: count,
      statusLine,
      protocol,
      headers,
      address: v.exactOptional(text),
      body: v.exactOptional(body),
      tls: v.exactOptional(tls),
      connectTime: v.exactOptional(v.number()),
      hiddenMisdirection: v.exactOptional(v.boolean()),
    }),
  ),
  dns: v.exactOptional(v.object({ addresses: v.array(text), canonicalName: v.exactOptional(text) })),
  neighbour: v.exactOptional(text),
  way: v.exactOptional(v.picklist(RETRY_WAYS)),
  reported: v.exactOptional(v.picklist(['recovered', 'same'])),
  error: v.exactOptional(text),
});

/** Facts of a pasted text, as stored and as pages send them. */
export const pastedSchema: v.GenericSchema<unknown, PastedFacts> = v.object({
  time,
  program: v.picklist(PASTED_PROGRAMS),
  host: v.exactOptional(text),
  address: v.exactOptional(text),
  port: v.exactOptional(count),
  sni: v.exactOptional(v.nullable(text)),
  tlsProtocol: v.exactOptional(text),
  alpn: v.exactOptional(text),
  certificate: v.exactOptional(
    v.object({
      dnsNames: v.array(text),
      addresses: v.array(text),
      subject: v.exactOptional(text),
      issuer: v.exactOptional(text),
      notAfter: v.exactOptional(time),
      verifyError: v.exactOptional(text),
      namesComplete: v.boolean(),
    }),
  ),
  status: v.exactOptional(count),
  server: v.exactOptional(text),
  reason: v.exactOptional(v.picklist(LOGGED_REASONS)),
  policy: v.exactOptional(text),
  tlsOptions: v.exactOptional(v.object({ sni: text, host: text })),
});

const currentIncident: v.GenericSchema<unknown, Incident> = v.object({
  id: text,
  authority: v.object({ scheme: v.picklist(['https', 'http']), host: text, port: count }),
  context: contextSchema,
  agent: v.object({
    name: v.picklist(['chromium', 'firefox', 'safari', 'other']),
    version: v.exactOptional(text),
  }),
  status: v.picklist(OUTCOMES),
  firstSeen: time,
  lastSeen: time,
  count,
  occurrences: v.array(occurrence),
  periods: v.array(period),
  neighbours: v.array(observation),
  checks: v.array(check),
  pasted: v.array(pastedSchema),
  topHost: v.exactOptional(text),
  mainDocument: v.exactOptional(v.literal(true)),
});

/** An incident as this version or an earlier one stored or exported it. */
export const incidentSchema: v.GenericSchema<unknown, Incident> = v.pipe(
  v.unknown(),
  v.transform((record) => withCurrentNames(record)),
  currentIncident,
);

/** Of a record only what decides whether it stays: all of them are looked at. */
const claim = v.object({
  id: text,
  authority: v.object({ scheme: v.picklist(['https', 'http']), host: text, port: count }),
  lastSeen: time,
  topHost: v.exactOptional(text),
  mainDocument: v.exactOptional(v.literal(true)),
  occurrences: v.array(v.object({ exchange: v.object({ request: v.object({ type: text }) }) })),
});

/** The record's claim to its place; undefined if it is no incident. */
export function claimFrom(record: unknown): Claim | undefined {
  const found = parsed(claim, record);
  return found && claimOf(found);
}

/** The record as an incident; undefined if it is not one. */
export const incidentFrom = (record: unknown): Incident | undefined => parsed(incidentSchema, record);

/** An incident as the recorder holds and stores it. */
export interface Kept {
  readonly incident: Incident;
  /** Keys of responses that it counts and that may still stand in the journal: none is to be counted twice. */
  readonly counted: readonly string[];
  /** The store could not be read when it was made: what is in there is still to be joined with it. */
  readonly apart?: true;
}

/** A record of the database: the incident, and beside its own fields `counted`, where there are any. */
export function keptFrom(record: unknown): Kept | undefined {
  const incident = incidentFrom(record);
  return incident && { incident, counted: parsed(countedKeys, record)?.counted ?? [] };
}

export const recordOf = ({ incident, counted }: Kept): unknown =>
  counted.length === 0 ? incident : { ...incident, counted };

/** What is remembered of one tab. */
export interface TabRecord {
  readonly tabId: number;
  /** ms since the epoch */
  readonly since: number;
  readonly documentId?: string;
  readonly marks: readonly MarkRecord[];
  /** Of documents that the tab does not show now and may show again. */
  readonly unshown?: readonly (readonly [documentId: string, marks: readonly MarkRecord[]])[];
  readonly document?: { readonly url: string; readonly time: number; readonly requestId?: string };
  /** URLs of the page that the tab shows and of the one before, without fragments. */
  readonly shown?: string;
  readonly before?: string;
  /** `key`: the response's, in the journal. */
  readonly unread?: { readonly incident: string; readonly key: string; readonly url: string };
}

export interface MarkRecord {
  readonly incident: string;
  readonly outcome: Outcome;
  readonly time: number;
  readonly documentId?: string;
  readonly storedAt?: number;
}

/** All that the background remembers while the browser runs. */
export interface SessionRecord {
  readonly hostHistories: readonly (readonly [context: string, hostHistory: HostHistorySnapshot])[];
  readonly tabs: readonly TabRecord[];
  /** Incidents that are for no disk. */
  readonly unsaved: readonly Kept[];
  /** Those that are, but that the database did not take. */
  readonly unwritten: readonly Kept[];
}

const hostHistory: v.GenericSchema<unknown, HostHistorySnapshot> = v.object({
  observations: v.array(observation),
  periods: v.array(v.tuple([text, v.array(period)])),
});

const mark: v.GenericSchema<unknown, MarkRecord> = v.object({
  incident: text,
  outcome: v.picklist(OUTCOMES),
  time,
  documentId: v.exactOptional(text),
  storedAt: v.exactOptional(time),
});

const tab: v.GenericSchema<unknown, TabRecord> = v.object({
  tabId: count,
  since: time,
  documentId: v.exactOptional(text),
  marks: v.array(mark),
  unshown: v.exactOptional(v.array(v.tuple([text, v.array(mark)]))),
  document: v.exactOptional(v.object({ url: text, time, requestId: v.exactOptional(text) })),
  shown: v.exactOptional(text),
  before: v.exactOptional(text),
  unread: v.exactOptional(v.object({ incident: text, key: text, url: text })),
});

const countedKeys = v.object({ counted: v.array(text) });

const kept: v.GenericSchema<unknown, Kept> = v.object({
  incident: incidentSchema,
  counted: v.array(text),
  apart: v.exactOptional(v.literal(true)),
});

const session: v.GenericSchema<unknown, SessionRecord> = v.object({
  hostHistories: v.array(v.tuple([text, hostHistory])),
  tabs: v.array(tab),
  unsaved: v.array(kept),
  unwritten: v.array(kept),
});

export const sessionFrom = (record: unknown): SessionRecord | undefined =>
  parsed(session, withCurrentNames(record));

function parsed<T>(schema: v.GenericSchema<unknown, T>, record: unknown): T | undefined {
  const result = v.safeParse(schema, record);
  return result.success ? result.output : undefined;
}

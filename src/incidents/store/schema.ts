// What is read back from storage is checked here before it becomes a model type: another version of Missent, a
// half-written record or a hand in the profile may have left anything.
import * as v from 'valibot';
import { authoritySchema } from '../../model/authority.js';
import { boundedIncident } from '../../model/bounds.js';
import { OUTCOMES } from '../../model/exchange.js';
import { hostHistorySchema } from '../../model/host-history.js';
import { type Incident, incidentSchema } from '../../model/incident.js';
import { type Claim, claimOf } from '../../model/shares.js';
import { count, type Stored, text, time } from '../../model/stored.js';
import { withCurrentNames } from './older-names.js';

/**
 * An incident as this version or an earlier one stored or exported it. Earlier versions, and files, may hold credentials
 * and texts of any length.
 */
export const storedIncidentSchema = v.pipe(
  v.unknown(),
  v.transform((record) => withCurrentNames(record)),
  incidentSchema,
  v.transform((incident): Incident => boundedIncident(incident)),
);

/** Of a record only what decides whether it stays: all of them are looked at. */
const claim = v.object({
  id: text,
  authority: authoritySchema,
  lastSeen: time,
  topHost: v.exactOptional(text),
  mainDocument: v.exactOptional(v.literal(true)),
  sources: v.exactOptional(v.array(v.object({ label: text }))),
  occurrences: v.array(v.object({ exchange: v.object({ request: v.object({ type: text }) }) })),
});

/** The record's claim to its place; undefined if it is no incident. */
export function claimFrom(record: unknown): Claim | undefined {
  const found = parsed(claim, record);
  return found && claimOf(found);
}

/** The record as an incident; undefined if it is not one. */
export const incidentFrom = (record: unknown): Incident | undefined => parsed(storedIncidentSchema, record);

/** An incident as it is held in memory and stored. */
const keptSchema = v.object({
  incident: storedIncidentSchema,
  /** Keys of responses that it counts and that may still stand in the journal: none is to be counted twice. */
  counted: v.array(text),
  /** The store could not be read when it was made: what is in there is still to be joined with it. */
  apart: v.exactOptional(v.literal(true)),
});
export type Kept = Stored<typeof keptSchema>;

const countedKeys = v.pick(keptSchema, ['counted']);

/** A record of the database: the incident, and beside its own fields `counted`, where there are any. */
export function keptFrom(record: unknown): Kept | undefined {
  const incident = incidentFrom(record);
  return incident && { incident, counted: parsed(countedKeys, record)?.counted ?? [] };
}

export const recordOf = ({ incident, counted }: Kept): unknown =>
  counted.length === 0 ? incident : { ...incident, counted };

const markSchema = v.object({
  incident: text,
  outcome: v.picklist(OUTCOMES),
  time,
  documentId: v.exactOptional(text),
  storedAt: v.exactOptional(time),
});
export type MarkRecord = Stored<typeof markSchema>;

/** What is remembered of one tab. */
const tabSchema = v.object({
  tabId: count,
  since: time,
  documentId: v.exactOptional(text),
  marks: v.array(markSchema),
  /** By document id, of documents that the tab does not show now and may show again. */
  unshown: v.exactOptional(v.array(v.tuple([text, v.array(markSchema)]))),
  document: v.exactOptional(v.object({ url: text, time, requestId: v.exactOptional(text) })),
  /** URLs of the page that the tab shows and of the one before, without fragments. */
  shown: v.exactOptional(text),
  before: v.exactOptional(text),
  /** `key`: the response's, in the journal. */
  unread: v.exactOptional(v.object({ incident: text, key: text, url: text })),
});
export type TabRecord = Stored<typeof tabSchema>;

/** All that the background remembers while the browser runs. */
const sessionSchema = v.object({
  /** By browsing context. */
  hostHistories: v.array(v.tuple([text, hostHistorySchema])),
  tabs: v.array(tabSchema),
  /** Incidents that are for no disk. */
  unsaved: v.array(keptSchema),
  /** Those that are, but that the database did not take. */
  unwritten: v.array(keptSchema),
});
export type SessionRecord = Stored<typeof sessionSchema>;

export const sessionFrom = (record: unknown): SessionRecord | undefined =>
  parsed(sessionSchema, withCurrentNames(record));

function parsed<T>(schema: v.GenericSchema<unknown, T>, record: unknown): T | undefined {
  const result = v.safeParse(schema, record);
  return result.success ? result.output : undefined;
}

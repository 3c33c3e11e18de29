import * as v from 'valibot';
import { type Authority, authorityOf, authoritySchema, originOf } from './authority.js';
import { checkSchema, pastedSchema } from './check.js';
import { type BrowsingContext, contextKey, contextSchema } from './context.js';
import { type Occurrence, OUTCOMES, type Outcome, occurrenceSchema } from './exchange.js';
import { observationSchema, periodSchema } from './host-history.js';
import { sourceSchema } from './source.js';
import { AUDIENCES } from './step.js';
import { count, type Stored, text, time } from './stored.js';

/** Who sent the request; what a 421 proves depends on how that browser or program retries. */
export const agentSchema = v.object({
  /** `program`: a program that is no browser, in a text that the user pasted. */
  name: v.picklist(['chromium', 'firefox', 'safari', 'program', 'other']),
  /** As the program calls itself, e.g. `curl`; absent where the text does not say. */
  program: v.exactOptional(text),
  /** Full version where it is known, e.g. `153.7`. */
  version: v.exactOptional(text),
});
export type Agent = Stored<typeof agentSchema>;

/** One misdirected host in one browsing context, with its occurrences. */
export const incidentSchema = v.object({
  /** See incidentKey. */
  id: text,
  authority: authoritySchema,
  context: contextSchema,
  agent: agentSchema,
  /** The gravest outcome that was seen: misdirected before recovered before suspected. */
  status: v.picklist(OUTCOMES),
  /** ms since the epoch */
  firstSeen: time,
  lastSeen: time,
  /** All occurrences, also those that are no longer kept one by one. */
  count: count,
  /** Whose they are, with this adding up to `count`; absent: all are this browser's. */
  sources: v.exactOptional(v.array(sourceSchema)),
  /** The latest ones, oldest first, at most MAX_OCCURRENCES. */
  occurrences: v.array(occurrenceSchema),
  /** How this host's responses went before, between and after. */
  periods: v.array(periodSchema),
  neighbours: v.array(observationSchema),
  checks: v.array(checkSchema),
  pasted: v.array(pastedSchema),
  /** Host of the top-level document under which it was first seen, where that was another one's. */
  topHost: v.exactOptional(text),
  /** The host's own main document was misdirected, at some time. */
  mainDocument: v.exactOptional(v.literal(true)),
  /** Whom the user wants its pages to speak to. It goes with the incident, and no list of hosts outlives them. */
  reader: v.exactOptional(v.picklist(AUDIENCES)),
});
export type Incident = Stored<typeof incidentSchema>;

/** The most that is counted of anything: what is added up of files stays a number that can be shown. */
export const MAX_COUNT = 1_000_000_000;
/** Occurrences of one incident that are kept one by one. */
export const MAX_OCCURRENCES = 20;
/**
 * Characters of them all as JSON. Of common 421s that is 20; of the largest that the other bounds allow, three or four.
 * With it a few hundred incidents still fit into one message (Chrome: 64 MiB).
 */
const MAX_OCCURRENCES_SIZE = 192 * 1024;
/** Neighbours that are kept with an incident, the latest seen first. */
export const MAX_NEIGHBOURS = 20;

export const incidentKey = (authority: Authority, context: BrowsingContext): string =>
  `${contextKey(context)}|${originOf(authority)}`;

/** Whether an incidentKey is one of a private window. */
export const isPrivateKey = (key: string): boolean => key.startsWith(`${contextKey({ kind: 'private' })}|`);

/** The host that an incidentKey names. */
export const hostOfKey = (key: string): string | undefined =>
  authorityOf(key.slice(key.lastIndexOf('|') + 1))?.host;

export const graver = (a: Outcome, b: Outcome): Outcome =>
  OUTCOMES.indexOf(a) <= OUTCOMES.indexOf(b) ? a : b;

/** Within this time of the latest occurrence, one that shows more than the latest stands for all. In ms. */
const SAME_TROUBLE_MS = 60 * 60 * 1000;

/**
 * The occurrence that the diagnosis speaks of: of the incident's own status and of its last hour, the latest whose body
 * is known, for the body is what names the server; a page's rather than that of its icon, which is refused as well.
 */
export function leadingOccurrence({
  status,
  occurrences,
}: Pick<Incident, 'status' | 'occurrences'>): Occurrence | undefined {
  const own = occurrences.filter(({ outcome }) => outcome === status);
  const latest = own.at(-1) ?? occurrences.at(-1);
  if (!latest) return undefined;
  const since = latest.exchange.time - SAME_TROUBLE_MS;
  const recent = own.filter(({ exchange }) => exchange.time >= since);
  const readable = recent.filter(({ body }) => body.known);
  return readable.findLast(isPage) ?? readable.at(-1) ?? recent.findLast(isPage) ?? latest;
}

const isPage = ({ exchange }: Occurrence): boolean => exchange.request.type === 'main_frame';

/** The latest occurrences within the bounds; but the one that the diagnosis speaks of stays. */
export function keepLatest(
  status: Outcome,
  occurrences: readonly Occurrence[],
  mostSize = MAX_OCCURRENCES_SIZE,
): readonly Occurrence[] {
  const leading = leadingOccurrence({ status, occurrences });
  let room = mostSize - (leading ? sizeOf(leading) : 0);
  let count = leading ? 1 : 0;
  const from = occurrences.findLastIndex((one) => {
    if (one === leading) return false;
    room -= sizeOf(one);
    count++;
    return room < 0 || count > MAX_OCCURRENCES;
  });
  if (from < 0) return occurrences;
  const latest = occurrences.slice(from + 1);
  return !leading || latest.includes(leading) ? latest : [leading, ...latest];
}

const sizes = new WeakMap<Occurrence, number>();

/** Characters of its JSON: about what it takes in any storage or message. */
function sizeOf(occurrence: Occurrence): number {
  const known = sizes.get(occurrence);
  if (known !== undefined) return known;
  const size = JSON.stringify(occurrence).length;
  sizes.set(occurrence, size);
  return size;
}

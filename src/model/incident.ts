import { type Authority, authorityOf, originOf } from './authority.js';
import type { CheckResult, PastedFacts } from './check.js';
import { type BrowsingContext, contextKey } from './context.js';
import { type Occurrence, OUTCOMES, type Outcome } from './exchange.js';
import type { HistoryPeriod, Neighbour } from './host-history.js';

/** The browser that saw the incident; what a 421 proves depends on how that browser retries. */
export interface Agent {
  readonly name: 'chromium' | 'firefox' | 'safari' | 'other';
  /** Full version where it is known, e.g. `153.7`. */
  readonly version?: string;
}

/** One misdirected host in one browsing context, with its occurrences. */
export interface Incident {
  /** See incidentKey. */
  readonly id: string;
  readonly authority: Authority;
  readonly context: BrowsingContext;
  readonly agent: Agent;
  /** The gravest outcome that was seen: misdirected before recovered before suspected. */
  readonly status: Outcome;
  /** ms since the epoch */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** All occurrences, also those that are no longer kept one by one. */
  readonly count: number;
  /** The latest ones, oldest first, at most MAX_OCCURRENCES. */
  readonly occurrences: readonly Occurrence[];
  /** How this host's responses went before, between and after. */
  readonly periods: readonly HistoryPeriod[];
  readonly neighbours: readonly Neighbour[];
  readonly checks: readonly CheckResult[];
  readonly pasted: readonly PastedFacts[];
  /** Host of the top-level document under which it was first seen, where that was another one's. */
  readonly topHost?: string;
  /** The host's own main document was misdirected, at some time. */
  readonly mainDocument?: true;
}

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

import { emptyIncident, withOccurrences } from '../../incidents/update-incident.js';
import { originOf } from '../../model/authority.js';
import type { BrowsingContext } from '../../model/context.js';
import type { Exchange, Occurrence } from '../../model/exchange.js';
import type { Agent, Incident } from '../../model/incident.js';
import { unknown } from '../../model/known.js';
import type { LogContents, Refusal } from './network-log.js';
import { withoutFragment } from './page-navigations.js';

/** Background and developer tools have clocks and moments of their own: ms before a request and after its response. */
const BEFORE_MS = 1000;
const AFTER_MS = 5000;

/**
 * One request, reported by both? The background has the moment of the response, the developer tools have the request's start
 * and how long it took, and each has ids of its own.
 */
function isSame({ exchange }: Occurrence, { entry, duration }: Refusal): boolean {
  const { request, time } = entry.exchange;
  return (
    exchange.response.status === 421 &&
    exchange.request.method === request.method &&
    withoutFragment(exchange.request.url) === withoutFragment(request.url) &&
    exchange.time >= time - BEFORE_MS &&
    exchange.time <= time + duration + AFTER_MS
  );
}

const lag = ({ exchange }: Occurrence, { entry, duration }: Refusal): number =>
  Math.abs(exchange.time - (entry.exchange.time + duration));

interface Pairs {
  readonly occurrences: readonly Occurrence[];
  /** Those that the background does not have. */
  readonly alone: readonly Refusal[];
}

/** Each refusal goes with the occurrence nearest in time that no other one has; what both know becomes one. */
function pair(occurrences: readonly Occurrence[], refusals: readonly Refusal[]): Pairs {
  const joined = [...occurrences];
  const taken = new Set<number>();
  const alone = refusals.filter((refusal) => {
    const [nearest] = occurrences
      .flatMap((one, at) => (!taken.has(at) && isSame(one, refusal) ? [{ at, lag: lag(one, refusal) }] : []))
      .sort((a, b) => a.lag - b.lag);
    const occurrence = nearest === undefined ? undefined : occurrences[nearest.at];
    if (nearest === undefined || occurrence === undefined) return true;
    taken.add(nearest.at);
    joined[nearest.at] = enriched(occurrence, refusal);
    return false;
  });
  return { occurrences: joined, alone };
}

/** What the background could not learn and the developer tools know. */
function enriched(occurrence: Occurrence, { entry }: Refusal): Occurrence {
  const { response } = occurrence.exchange;
  const told = entry.exchange.response;
  const vague = response.protocol === 'h2-or-h3' || response.protocol === 'unknown';
  return {
    ...occurrence,
    body: occurrence.body.known || !entry.body.known ? occurrence.body : entry.body,
    exchange: {
      ...occurrence.exchange,
      response: {
        ...response,
        protocol: vague && told.protocol !== 'unknown' ? told.protocol : response.protocol,
        address: response.address.known || !told.address.known ? response.address : told.address,
        fromCache: response.fromCache.known || !told.fromCache.known ? response.fromCache : told.fromCache,
      },
    },
  };
}

const occurrenceOf = ({ entry }: Refusal, context: BrowsingContext): Occurrence => {
  const exchange: Exchange = { ...entry.exchange, context };
  return { outcome: 'misdirected', exchange, body: entry.body, page: unknown('not_in_log'), tls: entry.tls };
};

/**
 * The background's incident with what the developer tools know of the same requests. A request counts twice only if it
 * is certain that the background has not seen it: of those that it counts but no longer keeps, nobody can say.
 */
export function joined(recorded: Incident, refusals: readonly Refusal[]): Incident {
  const { occurrences, alone } = pair(recorded.occurrences, refusals);
  // The first one that is kept may be an old one that the diagnosis speaks of: see keepLatest.
  const keptSince =
    recorded.count > recorded.occurrences.length
      ? (recorded.occurrences[1]?.exchange.time ?? Number.POSITIVE_INFINITY)
      : Number.NEGATIVE_INFINITY;
  const added = alone.filter(({ entry }) => entry.exchange.time > keptSince);
  if (added.length === 0) return { ...recorded, occurrences };
  return withOccurrences(
    { ...recorded, occurrences },
    added.map((refusal) => occurrenceOf(refusal, recorded.context)),
  );
}

export interface Viewpoint {
  readonly agent: Agent;
  /** Of the inspected window. */
  readonly context: BrowsingContext;
}

/** An incident that the background knows nothing of: it may not watch, or the browser reported nothing to it. */
function seenHereOnly(
  refusals: readonly [Refusal, ...Refusal[]],
  { hostHistory }: LogContents,
  { agent, context }: Viewpoint,
): Incident {
  const { authority } = refusals[0].entry;
  const occurrences = refusals.map((refusal) => occurrenceOf(refusal, context));
  const { time } = refusals[0].entry.exchange;
  return {
    ...withOccurrences(emptyIncident(authority, context, agent, 'misdirected', time), occurrences),
    ...hostHistory.recordOf(authority),
  };
}

/** An incident with the 421s of the log that are its. */
export interface PanelIncident {
  readonly incident: Incident;
  readonly refusals: readonly Refusal[];
  /** The background knows it: checks can be run and their results kept. */
  readonly recorded: boolean;
}

/** What the panel shows: the background's incidents in their order, then those that only the developer tools saw. */
export function mergedIncidents(
  recorded: readonly Incident[],
  contents: LogContents,
  viewpoint: Viewpoint,
): PanelIncident[] {
  const byOrigin = new Map<string, [Refusal, ...Refusal[]]>();
  for (const refusal of contents.refusals) {
    const origin = originOf(refusal.entry.authority);
    const known = byOrigin.get(origin);
    if (known === undefined) byOrigin.set(origin, [refusal]);
    else known.push(refusal);
  }
  const known = recorded.map((incident): PanelIncident => {
    const origin = originOf(incident.authority);
    const refusals = byOrigin.get(origin) ?? [];
    byOrigin.delete(origin);
    return { incident: joined(incident, refusals), refusals, recorded: true };
  });
  const here = [...byOrigin.values()].map(
    (refusals): PanelIncident => ({
      incident: seenHereOnly(refusals, contents, viewpoint),
      refusals,
      recorded: false,
    }),
  );
  return [...known, ...here.sort((a, b) => b.incident.lastSeen - a.incident.lastSeen)];
}

// How an incident grows: what one more answer, or what was learned later of an earlier one, makes of it.
import type { Authority } from '../model/authority.js';
import type { BrowsingContext } from '../model/context.js';
import type { Occurrence, Outcome } from '../model/exchange.js';
import { headerValue } from '../model/header.js';
import { extendPeriods, type HistoryPeriod, MAX_PERIODS, type Neighbour } from '../model/host-history.js';
import { type Agent, graver, type Incident, incidentKey, keepLatest } from '../model/incident.js';
import { type Known, knownValue, unknown } from '../model/known.js';
import { withOwn } from '../model/sources.js';

/** What is known about the host beside the exchange. */
export interface HostRecord {
  readonly neighbours: readonly Neighbour[];
  readonly periods: readonly HistoryPeriod[];
}

/** What may become known of a response when it is over. */
export type Found = Partial<Pick<Occurrence, 'body' | 'page' | 'tls'>>;

/** An incident that no response is counted in yet. `time`: of its first response, ms since the epoch. */
export const emptyIncident = (
  authority: Authority,
  context: BrowsingContext,
  agent: Agent,
  status: Outcome,
  time: number,
  /** Host of the top-level document under which it is seen. */
  topHost?: string,
): Incident => ({
  id: incidentKey(authority, context),
  ...{ authority, context, agent, status },
  firstSeen: time,
  lastSeen: time,
  count: 0,
  occurrences: [],
  periods: [],
  neighbours: [],
  checks: [],
  pasted: [],
  ...(topHost === undefined || topHost === authority.host ? {} : { topHost }),
});

/** The incident with more occurrences, whatever source has them. */
export function withOccurrences(incident: Incident, added: readonly Occurrence[]): Incident {
  const times = added.map(({ exchange }) => exchange.time);
  const isDocument = added.some(({ exchange }) => exchange.request.type === 'main_frame');
  const status = added.reduce((gravest, { outcome }) => graver(gravest, outcome), incident.status);
  return {
    ...incident,
    status,
    firstSeen: Math.min(incident.firstSeen, ...times),
    lastSeen: Math.max(incident.lastSeen, ...times),
    count: incident.count + added.length,
    ...(incident.sources && added.length > 0 ? { sources: withOwn(incident.sources, added) } : {}),
    occurrences: keepLatest(status, inOrder([...incident.occurrences, ...added])),
    ...(incident.mainDocument || isDocument ? { mainDocument: true } : {}),
  };
}

/** As withOccurrences, of one response of the live browser, with what is known of its host by now. */
export function withOccurrence(incident: Incident, occurrence: Occurrence, around: HostRecord): Incident {
  return {
    ...withOccurrences(incident, [occurrence]),
    // What is suspected stands in the host history as the answer that it was.
    periods:
      isStale(occurrence) || occurrence.outcome === 'suspected'
        ? joinPeriods(incident.periods, around.periods)
        : mergePeriods(incident.periods, around.periods, occurrence),
    neighbours: around.neighbours,
  };
}

/** What a page reports of its past may have come before what was watched. */
const inOrder = (occurrences: readonly Occurrence[]): Occurrence[] =>
  occurrences.toSorted((a, b) => a.exchange.time - b.exchange.time);

/** The host's responses took a turn. */
export const withHostRecord = (incident: Incident, { neighbours, periods }: HostRecord): Incident => ({
  ...incident,
  neighbours,
  periods: joinPeriods(incident.periods, periods),
});

/** What became known later of the occurrence with this key. The same incident where nothing waited for it. */
export function withFound(incident: Incident, key: string, found: Found): Incident {
  const occurrences = incident.occurrences.map((one) =>
    keyOfOccurrence(one) === key ? completed(one, found) : one,
  );
  const isNews = occurrences.some((one, at) => one !== incident.occurrences[at]);
  return isNews ? { ...incident, occurrences } : incident;
}

/** Whether something is still to be learned of the occurrence with this key. */
export const waits = (incident: Incident, key: string): boolean =>
  incident.occurrences.some(
    (one) => keyOfOccurrence(one) === key && [one.body, one.page, one.tls].some(isPending),
  );

export const keyOfOccurrence = ({ exchange }: Occurrence): string =>
  responseKey(exchange.time, exchange.requestId);

/** Only what was waited for changes: two ways may lead to one fact, and the first that came was the better one. */
function completed(occurrence: Occurrence, { body, page, tls }: Found): Occurrence {
  const news = {
    ...(body && isPending(occurrence.body) ? { body: bodyOf(body, occurrence) } : {}),
    ...(page && isPending(occurrence.page) ? { page } : {}),
    ...(tls && isPending(occurrence.tls) ? { tls } : {}),
  };
  return Object.keys(news).length === 0 ? occurrence : { ...occurrence, ...news };
}

/** Chrome shows the error page of an empty body also for one that it cannot decode (measured: Chromium 156). */
function bodyOf(body: Occurrence['body'], { exchange }: Occurrence): Occurrence['body'] {
  const { headers } = exchange.response;
  const encoded = !['', 'identity'].includes(headerValue(headers, 'content-encoding')?.trim() ?? '');
  const doubtful = encoded && headerValue(headers, 'content-length') !== '0';
  return doubtful && knownValue(body)?.via === 'error_page' ? unknown('not_shown') : body;
}

const isPending = (fact: Known<unknown>): boolean => !fact.known && fact.why === 'pending';

/** Out of the browser's cache: it says nothing of how the host answers now. */
const isStale = ({ exchange }: Occurrence): boolean => knownValue(exchange.response.fromCache) === true;

/** The host history's history of this session behind what the incident knows of earlier ones. */
function joinPeriods(
  stored: readonly HistoryPeriod[],
  hostHistory: readonly HistoryPeriod[],
): HistoryPeriod[] {
  const from = hostHistory[0]?.from;
  if (from === undefined) return [...stored];
  return [...stored.filter((period) => period.to < from), ...hostHistory].slice(-MAX_PERIODS);
}

/** As joinPeriods, and the response itself, where the host history keeps none (plain http, a host history that was full). */
function mergePeriods(
  stored: readonly HistoryPeriod[],
  hostHistory: readonly HistoryPeriod[],
  { outcome, exchange: { time } }: Occurrence,
): HistoryPeriod[] {
  const joined = joinPeriods(stored, hostHistory);
  const kind = outcome === 'recovered' ? 'recovered' : 'misdirected';
  const last = joined.at(-1);
  // Found out later than what came after it.
  if (last && time < last.from) {
    const period: HistoryPeriod = { kind, from: time, to: time, count: 1 };
    return [...joined, period].sort((a, b) => a.from - b.from).slice(-MAX_PERIODS);
  }
  return last?.kind === kind && last.to >= time ? joined : extendPeriods(joined, kind, time);
}

/**
 * Names one answer for good, so that it is never counted twice. `time`: ms since the epoch. Request ids begin anew with
 * the browser's next session, times do not.
 */
export const responseKey = (time: number, requestId: string): string => `${Math.round(time)}:${requestId}`;

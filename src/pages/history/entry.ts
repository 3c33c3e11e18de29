import { causeName } from '../../diagnosis/cause-name.js';
import { answeredSince } from '../../model/answered-since.js';
import { hostFieldOf, withoutTrailingDot } from '../../model/authority.js';
import type { Incident } from '../../model/incident.js';
import { leadingOccurrence } from '../../model/incident.js';
import { knownValue } from '../../model/known.js';
import { sourcesOf } from '../../model/sources.js';
import type { MessageKey } from '../../model/text.js';
import { type Case, causeOf } from '../../ui/case.js';
import { type Query, SINCE_MS, type Span, type StatusFilter } from './query.js';

/** One line of the list: an incident, and its diagnosis as soon as it is made. */
export interface Entry {
  readonly incident: Incident;
  readonly made: Case | undefined;
}

export interface SelectOptions {
  /** ms since the epoch */
  readonly now: number;
  /** False: incidents that the browser recovered are shown only to who asks for them. */
  readonly showRecovered: boolean;
  readonly say: (key: MessageKey) => string;
}

/** The entries that the query asks for, in its order. Those whose cause is not known yet fit no cause. */
export function select(entries: readonly Entry[], query: Query, options: SelectOptions): Entry[] {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  const oldest = query.since === 'any' ? Number.NEGATIVE_INFINITY : options.now - SINCE_MS[query.since];
  return entries
    .filter(({ incident, made }) => {
      const { authority, lastSeen } = incident;
      if (!hasStatus(incident, query.status, options.showRecovered)) return false;
      if (query.host !== '' && authority.host !== query.host) return false;
      if (query.source !== null && !sourcesOf(incident).some(({ label }) => label === query.source)) {
        return false;
      }
      if (lastSeen < oldest) return false;
      if (query.span && !occurredIn(incident, query.span)) return false;
      if (query.cause !== 'any' && (!made || causeOf(made) !== query.cause)) return false;
      if (words.length === 0) return true;
      const text = searchable({ incident, made }, options.say);
      return words.every((word) => text.includes(word));
    })
    .sort(COMPARE[query.order]);
}

function hasStatus(incident: Incident, wanted: StatusFilter, showRecovered: boolean): boolean {
  const { status } = incident;
  if (wanted === 'any') return status !== 'recovered' || showRecovered;
  if (wanted === 'failing') return status === 'misdirected' && answeredSince(incident) === undefined;
  return status === wanted;
}

/** By the occurrences whose times are kept: the ones that the chart counts. */
const occurredIn = ({ occurrences }: Incident, { from, to }: Span): boolean =>
  occurrences.some(({ exchange: { time } }) => time >= from && time < to);

const latest = (a: Entry, b: Entry): number => b.incident.lastSeen - a.incident.lastSeen;

const COMPARE: Readonly<Record<Query['order'], (a: Entry, b: Entry) => number>> = {
  latest,
  first: (a, b) => a.incident.firstSeen - b.incident.firstSeen,
  often: (a, b) => b.incident.count - a.incident.count || latest(a, b),
  host: (a, b) => compareHosts(a.incident.authority.host, b.incident.authority.host) || latest(a, b),
};

/** Hosts of one site stand together: compared from their last label to their first. */
export function compareHosts(a: string, b: string): number {
  const [left = '', right = ''] = [a, b].map((host) =>
    withoutTrailingDot(host).split('.').reverse().join('.'),
  );
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What a search looks through, of each incident by its case, or by itself before it has one. */
const searched = new WeakMap<Case | Incident, string>();

function searchable(entry: Entry, say: SelectOptions['say']): string {
  const key = entry.made ?? entry.incident;
  const known = searched.get(key);
  if (known !== undefined) return known;
  const written = searchableOf(entry, say);
  searched.set(key, written);
  return written;
}

/** In lower case: what a person might remember of an incident. */
function searchableOf({ incident, made }: Entry, say: SelectOptions['say']): string {
  const response = leadingOccurrence(incident)?.exchange.response;
  const parts = [
    hostFieldOf(incident.authority),
    response && knownValue(response.address),
    ...(made
      ? [
          causeOf(made),
          say(causeName(causeOf(made)).key),
          made.diagnosis.responder?.name,
          ...made.diagnosis.gateways.map(({ name }) => name),
        ]
      : []),
  ];
  return parts
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase();
}

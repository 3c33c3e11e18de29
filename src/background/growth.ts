// How an incident grows: what one more answer, or what was learned later of an earlier one, makes of it.
import type { Authority } from '../model/authority.js';
import type { BrowsingContext } from '../model/context.js';
import type { Occurrence, Outcome } from '../model/exchange.js';
import { type Agent, graver, type Incident, keepLatest } from '../model/incident.js';
import { type Known, knownValue } from '../model/known.js';
import { extendSpells, MAX_SPELLS, type Neighbour, type Spell } from '../model/sighting.js';
import { answerKey } from './answer-key.js';

/** What is known about the host beside the exchange. */
export interface Surroundings {
  readonly neighbours: readonly Neighbour[];
  readonly spells: readonly Spell[];
}

/** What may become known of an answer when it is over. */
export type Found = Partial<Pick<Occurrence, 'body' | 'page' | 'tls'>>;

/** An incident that no answer is counted in yet. `time`: of its first answer, ms since the epoch. */
export const emptyIncident = (
  id: string,
  authority: Authority,
  context: BrowsingContext,
  agent: Agent,
  status: Outcome,
  time: number,
): Incident => ({
  ...{ id, authority, context, agent, status },
  firstSeen: time,
  lastSeen: time,
  count: 0,
  occurrences: [],
  spells: [],
  neighbours: [],
  checks: [],
  pasted: [],
});

export function withOccurrence(incident: Incident, occurrence: Occurrence, around: Surroundings): Incident {
  const { time } = occurrence.exchange;
  const status = graver(incident.status, occurrence.outcome);
  return {
    ...incident,
    status,
    firstSeen: Math.min(incident.firstSeen, time),
    lastSeen: Math.max(incident.lastSeen, time),
    count: incident.count + 1,
    occurrences: keepLatest(status, inOrder([...incident.occurrences, occurrence])),
    spells: isStale(occurrence)
      ? joinSpells(incident.spells, around.spells)
      : mergeSpells(incident.spells, around.spells, occurrence.outcome, time),
    neighbours: around.neighbours,
  };
}

/** What a page told of its past may have come before what was watched. */
const inOrder = (occurrences: readonly Occurrence[]): Occurrence[] =>
  occurrences.toSorted((a, b) => a.exchange.time - b.exchange.time);

/** The host's answers took a turn. */
export const withSurroundings = (incident: Incident, { neighbours, spells }: Surroundings): Incident => ({
  ...incident,
  neighbours,
  spells: joinSpells(incident.spells, spells),
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
  answerKey(exchange.time, exchange.requestId);

/** Only what was waited for changes: two ways may lead to one fact, and the first that came was the better one. */
function completed(occurrence: Occurrence, { body, page, tls }: Found): Occurrence {
  const news = {
    ...(body && isPending(occurrence.body) ? { body } : {}),
    ...(page && isPending(occurrence.page) ? { page } : {}),
    ...(tls && isPending(occurrence.tls) ? { tls } : {}),
  };
  return Object.keys(news).length === 0 ? occurrence : { ...occurrence, ...news };
}

const isPending = (fact: Known<unknown>): boolean => !fact.known && fact.why === 'pending';

/** Out of the browser's cache: it says nothing of how the host answers now. */
const isStale = ({ exchange }: Occurrence): boolean => knownValue(exchange.answer.fromCache) === true;

/** The ledger's history of this session behind what the incident knows of earlier ones. */
function joinSpells(stored: readonly Spell[], ledger: readonly Spell[]): Spell[] {
  const from = ledger[0]?.from;
  if (from === undefined) return [...stored];
  return [...stored.filter((spell) => spell.to < from), ...ledger].slice(-MAX_SPELLS);
}

/** As joinSpells, and the answer itself, where the ledger keeps none (plain http, a ledger that was full). */
function mergeSpells(
  stored: readonly Spell[],
  ledger: readonly Spell[],
  outcome: Outcome,
  time: number,
): Spell[] {
  const joined = joinSpells(stored, ledger);
  const kind = outcome === 'recovered' ? 'recovered' : 'misdirected';
  const last = joined.at(-1);
  // Found out later than what came after it.
  if (last && time < last.from) {
    const spell: Spell = { kind, from: time, to: time, count: 1 };
    return [...joined, spell].sort((a, b) => a.from - b.from).slice(-MAX_SPELLS);
  }
  return last?.kind === kind && last.to >= time ? joined : extendSpells(joined, kind, time);
}

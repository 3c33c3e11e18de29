import type { HostHistory } from '../../incidents/host-history.js';
import { emptyIncident, withOccurrences } from '../../incidents/update-incident.js';
import { type Authority, originOf } from '../../model/authority.js';
import type { Occurrence, Outcome } from '../../model/exchange.js';
import { type Agent, graver, type Incident, MAX_OCCURRENCES } from '../../model/incident.js';

/** Hosts with incidents that are kept of one file. */
const MAX_CASES = 500;

/**
 * How a misdirected request ended. `unanswered`: the 421 was hidden, and the browser's retry brought no response. `cut`:
 * the file ends before the retry's answer. Neither is an incident, because nobody knows what the user saw.
 */
export type Ending = 'misdirected' | 'recovered' | 'unanswered' | 'cut';

export interface Trouble {
  readonly authority: Authority;
  readonly ending: Ending;
  /** ms since the epoch */
  readonly time: number;
  /** How many 421s of this request the browser hid. */
  readonly hidden: number;
  /** ms that those took */
  readonly lost: number;
  /** Built at the end of the file, when everything in it is known. */
  readonly occurrence: (outcome: Outcome) => Occurrence;
}

/** What misdirected requests come to. */
export interface Counts {
  /** 421s that the browser hid. */
  readonly hidden: number;
  /** 421s that surfaced. */
  readonly surfaced: number;
  /** Hidden 421s whose retry brought no response, or none before the end of the file. */
  readonly unsettled: number;
  /** ms that the hidden 421s took */
  readonly lost: number;
}

export const NO_COUNTS: Counts = { hidden: 0, surfaced: 0, unsettled: 0, lost: 0 };

/** What one host's misdirected requests come to. */
export interface HostTroubles extends Counts {
  readonly authority: Authority;
}

interface Case {
  readonly authority: Authority;
  hidden: number;
  surfaced: number;
  unsettled: number;
  lost: number;
  /** Requests that are occurrences of the incident. */
  count: number;
  first: number;
  last: number;
  status: Outcome | undefined;
  readonly latest: Trouble[];
}

const CONTEXT = { kind: 'normal' } as const;

/** The misdirected requests of a file by host, in memory bounded by MAX_CASES and MAX_OCCURRENCES. */
export class IncidentBuilder {
  readonly #cases = new Map<string, Case>();
  /** There were more hosts with incidents than are kept. */
  cut = false;

  add(trouble: Trouble): void {
    const found = this.#caseOf(trouble);
    if (found === undefined) return;
    found.hidden += trouble.hidden;
    found.lost += trouble.lost;
    const { ending, time } = trouble;
    if (ending === 'misdirected') found.surfaced++;
    if (ending === 'unanswered' || ending === 'cut') {
      found.unsettled++;
      return;
    }
    found.status = found.status === undefined ? ending : graver(found.status, ending);
    found.first = found.count === 0 ? time : Math.min(found.first, time);
    found.last = Math.max(found.last, time);
    found.count++;
    found.latest.push(trouble);
    if (found.latest.length > MAX_OCCURRENCES) found.latest.shift();
  }

  #caseOf({ authority }: Trouble): Case | undefined {
    const key = originOf(authority);
    const known = this.#cases.get(key);
    if (known !== undefined) return known;
    if (this.#cases.size >= MAX_CASES) {
      this.cut = true;
      return undefined;
    }
    const made: Case = {
      ...{ authority, hidden: 0, surfaced: 0, unsettled: 0, lost: 0 },
      ...{ count: 0, first: 0, last: 0, status: undefined, latest: [] },
    };
    this.#cases.set(key, made);
    return made;
  }

  /** The most troubled first. */
  hosts(): HostTroubles[] {
    return [...this.#cases.values()]
      .map(({ authority, hidden, surfaced, unsettled, lost }) => ({
        ...{ authority, hidden, surfaced, unsettled, lost },
      }))
      .sort((a, b) => b.surfaced - a.surfaced || b.hidden - a.hidden);
  }

  /** One for each host; those whose 421s surfaced first, then the latest. */
  incidents(agent: Agent, hostHistory: HostHistory): Incident[] {
    return [...this.#cases.values()]
      .flatMap((one) => incidentOf(one, agent, hostHistory))
      .sort((a, b) =>
        a.status === b.status ? b.lastSeen - a.lastSeen : a.status === 'misdirected' ? -1 : 1,
      );
  }
}

function incidentOf(one: Case, agent: Agent, hostHistory: HostHistory): Incident[] {
  const { authority, status, first, last, count, latest } = one;
  if (status === undefined) return [];
  const occurrences = latest.map(({ ending, occurrence }) =>
    occurrence(ending === 'recovered' ? 'recovered' : 'misdirected'),
  );
  const openers = occurrences.flatMap(({ attempts = [] }) =>
    attempts.flatMap(({ shared, openedFor }) => (shared && openedFor !== undefined ? openedFor : [])),
  );
  return [
    {
      ...withOccurrences(emptyIncident(authority, CONTEXT, agent, status, first), occurrences),
      ...hostHistory.recordOf(authority, openers),
      ...{ lastSeen: last, count },
    },
  ];
}

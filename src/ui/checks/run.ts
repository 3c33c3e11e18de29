import { signal } from '@preact/signals';
import { causeOf } from '../../diagnosis/causes/index.js';
import type { CheckId } from '../../model/check.js';
import { type PlannedCheck, planChecks, sharingCandidates } from '../../model/check-plan.js';
import type { Diagnosis } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import type { PageActions } from '../page-actions.js';

/** What the reader chose of the checks of one incident. */
export interface Wish {
  readonly neighbour: string | null;
  readonly unusual: boolean;
}

export interface Run {
  readonly plan: readonly PlannedCheck[];
  readonly running: boolean;
  /** Another incident's checks are under way; there is one run at a time. */
  readonly other: boolean;
  /** Checks of this run that brought a result. */
  readonly done: number;
  /** The check that is under way. */
  readonly current: CheckId | undefined;
  /** Why the last run ended early, in the background's words. */
  readonly fault: string | undefined;
  readonly wish: Wish;
  readonly choose: (change: Partial<Wish>) => void;
  readonly start: () => void;
  readonly cancel: () => void;
}

/** No run takes longer: a page that is opened into one takes results this young for its own. */
const LONGEST_RUN_MS = 90_000;

const wishes = signal<ReadonlyMap<string, Wish>>(new Map());
/** From the click on, for the background's own word comes a moment later. `since` in ms since the epoch. */
const begun = signal<{ readonly id: string; readonly since: number } | undefined>(undefined);
const faults = signal<ReadonlyMap<string, string>>(new Map());

const withEntry = <V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> =>
  new Map(map).set(key, value);

/** A run of an incident's checks, started here or before this page was opened; one for all parts of the page. */
export function runOf(incident: Incident, diagnosis: Diagnosis, actions: PageActions): Run {
  const { id } = incident;
  const { send, tabId, checking, here } = actions;
  const wish = wishes.value.get(id) ?? firstWish(incident, diagnosis);
  const started = begun.value?.id === id ? begun.value.since : undefined;
  const running = started !== undefined || checking.includes(id);
  const other = !running && (checking.length > 0 || begun.value !== undefined);
  const plan = planChecks(incident, { here, ...wish });
  const since = started ?? Date.now() - LONGEST_RUN_MS;
  const left = plan.filter(
    (planned) => !incident.checks.some((check) => check.id === planned.id && check.time >= since),
  );
  return {
    ...{ plan, running, other, wish },
    done: plan.length - left.length,
    current: running ? left[0]?.id : undefined,
    fault: faults.value.get(id),
    choose: (change) => {
      wishes.value = withEntry(wishes.value, id, { ...wish, ...change });
    },
    start: () => {
      if (running || other) return;
      faults.value = new Map([...faults.value].filter(([key]) => key !== id));
      begun.value = { id, since: Date.now() };
      send('run-checks', { id, tabId, ...wish })
        .catch((error: unknown) => {
          const words = error instanceof Error ? error.message : String(error);
          faults.value = withEntry(faults.value, id, words);
        })
        .finally(() => {
          begun.value = undefined;
        });
    },
    cancel: () => {
      if (running) void send('cancel-checks', { id });
    },
  };
}

/** The request that settles a shared connection is worth its oddness where one is among the findings. */
const firstWish = (incident: Incident, { findings }: Diagnosis): Wish => ({
  neighbour: sharingCandidates(incident)[0] ?? null,
  unusual: findings.some(({ cause }) => causeOf(cause).isSharing),
});

import { type ReadonlySignal, signal } from '@preact/signals';
import type { InForce } from '../../model/in-force.js';
import { type ClockRecord, type Due, dueAfterGrace, dueBy, readClock } from '../../model/retention.js';
import { type Choices, DEFAULT_CHOICES, type KeepDays, type Settings } from '../../model/settings.js';

/** The parts of the page; the user's choices are saved by themselves, access and shortcut are the browser's to keep. */
export type Part = keyof Settings | 'access' | 'shortcut' | 'all';

/** How the last saving went, for the part where it happened; `count` distinguishes two savings. */
export interface Saving {
  readonly part: Part;
  readonly state: 'saved' | 'failed';
  readonly count: number;
}

/** A choice that would delete incidents at once, and how many. It is made only when the user says so. */
export interface Doubt {
  readonly keepDays: KeepDays;
  readonly doomed: number;
}

/** Incidents that are older than they are kept, and when they will be deleted: not before `after`, ms since the epoch. */
export interface Grace {
  readonly doomed: number;
  readonly after: number;
}

/** The browser, as far as the options need it. */
export interface OptionsPlatform {
  /** The page is in a private window, from where nobody can say how many incidents a choice would delete. */
  readonly isPrivate: boolean;
  readonly readInForce: () => Promise<InForce>;
  readonly writeChoices: (change: Partial<Choices>) => Promise<InForce>;
  readonly resetChoices: () => Promise<void>;
  readonly onInForce: (listener: (now: InForce) => void) => () => void;
  /** ms since the epoch */
  readonly now: () => number;
  /** What the background knows of the clock. */
  readonly clockRecord: () => Promise<ClockRecord | undefined>;
  /** How many incidents are due. */
  readonly countDue: (due: Due) => Promise<number>;
  /** The keys that open the popup; empty where there are none. */
  readonly shortcut: () => Promise<string>;
  /** Takes the user to where shortcuts are changed. */
  readonly openShortcuts: () => Promise<void>;
}

export interface OptionsStore {
  readonly isPrivate: boolean;
  /** What holds, and where it comes from; undefined until it is read. */
  readonly inForce: ReadonlySignal<InForce | undefined>;
  readonly saving: ReadonlySignal<Saving | undefined>;
  /** A time to keep that waits for a word of the user. */
  readonly doubt: ReadonlySignal<Doubt | undefined>;
  /** What is deleted later than it should be, for the clock leapt or Missent did not run for long; undefined: nothing. */
  readonly grace: ReadonlySignal<Grace | undefined>;
  /** Saves a part at once. */
  save(change: Partial<Choices>, part: Part): Promise<void>;
  /** Saves at once if nothing is deleted by it, else asks by `doubt`. */
  chooseKeepDays(days: KeepDays): Promise<void>;
  /** The user's answer to `doubt`. */
  settleDoubt(go: boolean): Promise<void>;
  /** Incidents that a reset would delete. */
  doomedByReset(): Promise<number>;
  reset(): Promise<void>;
  /** The keys that open the popup; undefined where the browser does not say. */
  readonly shortcut: ReadonlySignal<string | undefined>;
  /** Chrome does not say when it changed: asked anew when the user comes back to the page. */
  readShortcut(): Promise<void>;
  /** False where the browser did not go there. */
  openShortcuts(): Promise<boolean>;
  /** Reads, and follows what changes elsewhere. Returns the function that stops it. */
  start(): () => void;
}

export function createOptionsStore(platform: OptionsPlatform): OptionsStore {
  const inForce = signal<InForce | undefined>(undefined);
  const saving = signal<Saving | undefined>(undefined);
  const doubt = signal<Doubt | undefined>(undefined);
  const grace = signal<Grace | undefined>(undefined);
  const shortcut = signal<string | undefined>(undefined);
  // Of two choices in quick succession only the later one counts.
  let chosen = 0;

  async function attempt(part: Part, write: () => Promise<InForce>): Promise<void> {
    const count = (saving.value?.count ?? 0) + 1;
    try {
      settle(await write());
      saving.value = { part, state: 'saved', count };
    } catch {
      // Drawn anew from what holds, so that no control shows a choice that was not kept.
      if (inForce.value) inForce.value = { ...inForce.value };
      saving.value = { part, state: 'failed', count };
    }
  }

  // A count that cannot be had must not keep the user from choosing.
  const countDue = (due: Due): Promise<number> => platform.countDue(due).catch(() => 0);
  const readNow = async () => readClock(await platform.clockRecord(), platform.now());
  /** Deleted at once: after a leap of the clock, less than is too old. */
  const doomedBy = async (days: number): Promise<number> => countDue(dueBy(await readNow(), days));

  async function readGrace({ keepDays }: Settings): Promise<void> {
    const reading = await readNow();
    const after = reading.graceEnds;
    const doomed =
      after === undefined || keepDays === 0
        ? 0
        : await countDue(dueAfterGrace(reading, platform.now(), keepDays));
    if (inForce.value?.settings.keepDays === keepDays) {
      grace.value = after !== undefined && doomed > 0 ? { doomed, after } : undefined;
    }
  }

  function settle(read: InForce): void {
    inForce.value = read;
    void readGrace(read.settings);
  }

  const save = (change: Partial<Choices>, part: Part): Promise<void> =>
    attempt(part, () => platform.writeChoices(change));

  const readShortcut = async (): Promise<void> => {
    shortcut.value = await platform.shortcut().catch(() => undefined);
  };

  return {
    isPrivate: platform.isPrivate,
    inForce,
    saving,
    doubt,
    grace,
    shortcut,
    readShortcut,
    openShortcuts: () =>
      platform.openShortcuts().then(
        () => true,
        () => false,
      ),
    save,
    async chooseKeepDays(keepDays) {
      chosen += 1;
      const mine = chosen;
      const doomed = await doomedBy(keepDays);
      if (mine !== chosen) return;
      if (keepDays === inForce.value?.settings.keepDays) {
        doubt.value = undefined;
      } else if (doomed > 0) {
        doubt.value = { keepDays, doomed };
      } else {
        doubt.value = undefined;
        await save({ keepDays }, 'keepDays');
      }
    },
    async settleDoubt(go) {
      const pending = doubt.value;
      doubt.value = undefined;
      if (go && pending) await save({ keepDays: pending.keepDays }, 'keepDays');
    },
    doomedByReset: () => doomedBy(inForce.value?.policy.keepDays ?? DEFAULT_CHOICES.keepDays),
    reset: () =>
      attempt('all', async () => {
        await platform.resetChoices();
        return platform.readInForce();
      }),
    start() {
      const stop = platform.onInForce(settle);
      void readShortcut();
      void platform.readInForce().then(settle);
      return stop;
    },
  };
}

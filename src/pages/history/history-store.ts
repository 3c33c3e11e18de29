import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { t } from '../../i18n/i18n.js';
import { importInParts } from '../../incidents/file/import-plan.js';
import type { CauseId } from '../../model/cause.js';
import type { Incident } from '../../model/incident.js';
import type { ImportResult } from '../../model/merge.js';
import { DEFAULT_SETTINGS, type Settings } from '../../model/settings.js';
import type { NotKept } from '../../model/shares.js';
import { hasLabel, sourcesOf } from '../../model/sources.js';
import type { onChanged, send } from '../../platform/send.js';
import { type Case, caseOf, causeOf } from '../../ui/case.js';
import { compareHosts, type Entry, select } from './entry.js';
import { isFiltered, type Query } from './query.js';

/** The browser, as far as the history needs it. */
export interface HistoryPlatform {
  /** The page is in a private window, where there is no history: neither read nor added to. */
  readonly isPrivate: boolean;
  /** Incidents of normal windows and containers, on disk. */
  readonly incidentStore: {
    list(): Promise<Incident[]>;
    /** At most so many of those that were seen last, the latest first. */
    latest(most: number): Promise<Incident[]>;
    count(): Promise<number>;
    getMany(ids: readonly string[]): Promise<Incident[]>;
  };
  readonly send: typeof send;
  readonly onChanged: typeof onChanged;
  readonly readSettings: () => Promise<Settings>;
  readonly onSettings: (listener: (settings: Settings) => void) => () => void;
  /** How many incidents were too many to be kept; undefined: none. */
  readonly readNotKept: () => Promise<NotKept | undefined>;
  /** ms since the epoch */
  readonly now: () => number;
  /** Writes the query into the page's address, so that a reload and the way back find it again. */
  readonly remember: (query: Query) => void;
  /** Runs something once what is on the screen follows the last change. */
  readonly afterPaint: (run: () => void) => void;
}

export type HistoryState =
  | { readonly kind: 'loading' }
  /** What is on disk could not be read; `message` is for a bug report. */
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'ready' };

export interface HistoryStore {
  readonly isPrivate: boolean;
  readonly state: ReadonlySignal<HistoryState>;
  readonly settings: ReadonlySignal<Settings>;
  /** What `shown` goes by. */
  readonly query: ReadonlySignal<Query>;
  /** What stands in the search field: the query's text follows after the next frame. */
  readonly typed: ReadonlySignal<string>;
  /** How many there are, while only the latest of them are read. */
  readonly expected: ReadonlySignal<number | undefined>;
  /** `shown` is not yet what was asked for. */
  readonly isPending: ReadonlySignal<boolean>;
  /** All that is kept, in no order. */
  readonly incidents: ReadonlySignal<readonly Incident[]>;
  readonly entries: ReadonlySignal<readonly Entry[]>;
  /** What the query asks for, in its order; all pages of it. */
  readonly shown: ReadonlySignal<readonly Entry[]>;
  /** The same without regard to the chosen bar of the chart, so that the chart still has all its bars. */
  readonly charted: ReadonlySignal<readonly Entry[]>;
  /** Incidents that are on no disk and go with the session. */
  readonly unkept: ReadonlySignal<ReadonlySet<string>>;
  readonly hosts: ReadonlySignal<readonly string[]>;
  /** How often each cause was found. */
  readonly causes: ReadonlySignal<ReadonlyMap<CauseId, number>>;
  /** Labels of the machines that saw something, OWN first; empty: nothing came from a file with a label. */
  readonly sources: ReadonlySignal<readonly string[]>;
  /** What was deleted last and can be brought back. */
  readonly removed: ReadonlySignal<readonly Incident[] | undefined>;
  /** How many incidents were too many to be kept; undefined: none. */
  readonly notKept: ReadonlySignal<NotKept | undefined>;
  /** What went wrong in the last action, in its own words. */
  readonly fault: ReadonlySignal<string | undefined>;
  /** Changes the query; the page begins anew unless it is named. */
  setQuery(change: Partial<Query>): void;
  /** The reader types: the field follows at once, the list after the next frame, once for all that was typed by then. */
  search(text: string): void;
  remove(ids: readonly string[]): Promise<void>;
  /** Brings back what was deleted last. */
  undo(): Promise<void>;
  forgetRemoved(): void;
  import(incidents: readonly Incident[]): Promise<ImportResult | undefined>;
  reload(): Promise<void>;
  /** Reads, and follows what changes. Returns the function that stops it. */
  start(): () => void;
}

/** ms of diagnosing after which the page may draw and handle input. */
const SLICE = 12;
/** ms between two drawings of what was diagnosed: each looks through all that is kept. */
const DRAWING = 400;
/** Incidents that are shown before all are read: two pages of the list. */
const AT_FIRST = 100;

/** By id; one that is both on disk and in the session is as it was seen last. */
function latestOf(incidents: readonly Incident[]): Map<string, Incident> {
  const latest = new Map<string, Incident>();
  for (const incident of incidents) {
    const other = latest.get(incident.id);
    if (!other || other.lastSeen <= incident.lastSeen) latest.set(incident.id, incident);
  }
  return latest;
}

export function createHistoryStore(platform: HistoryPlatform, first: Query): HistoryStore {
  const state = signal<HistoryState>({ kind: 'loading' });
  const settings = signal<Settings>(DEFAULT_SETTINGS);
  const query = signal(first);
  const typed = signal(first.text);
  const expected = signal<number | undefined>(undefined);
  const byId = signal<ReadonlyMap<string, Incident>>(new Map());
  const cases = signal<ReadonlyMap<string, Case>>(new Map());
  const unkept = signal<ReadonlySet<string>>(new Set());
  const removed = signal<readonly Incident[] | undefined>(undefined);
  const fault = signal<string | undefined>(undefined);
  const notKept = signal<NotKept | undefined>(undefined);

  const incidents = computed(() => [...byId.value.values()]);
  const entries = computed(() =>
    incidents.value.map((incident): Entry => {
      const made = cases.value.get(incident.id);
      return { incident, made: made?.incident === incident ? made : undefined };
    }),
  );
  const selected = (wanted: Query): readonly Entry[] =>
    select(entries.value, wanted, {
      now: platform.now(),
      showRecovered: settings.value.showRecovered,
      say: t,
    });
  const shown = computed(() => selected(query.value));
  const charted = computed(() =>
    query.value.span === null ? shown.value : selected({ ...query.value, span: null }),
  );
  const hosts = computed(() =>
    [...new Set(incidents.value.map(({ authority }) => authority.host))].sort(compareHosts),
  );

  const causes = computed(() => {
    const counts = new Map<CauseId, number>();
    for (const { made } of entries.value) {
      if (made) counts.set(causeOf(made), (counts.get(causeOf(made)) ?? 0) + 1);
    }
    return counts;
  });

  const sources = computed(() => {
    if (!incidents.value.some(hasLabel)) return [];
    const labels = incidents.value.flatMap((incident) => sourcesOf(incident).map(({ label }) => label));
    return [...new Set(labels)].sort();
  });

  // Answers of the disk must not overtake each other.
  let reading: Promise<void> = Promise.resolve();
  const inTurn = (read: () => Promise<void>): Promise<void> => {
    reading = reading.then(read);
    return reading;
  };

  /** What the background alone has. What is on disk shall be seen even where the background does not answer. */
  async function readUnkept(): Promise<readonly Incident[]> {
    const found = await platform.send('list', {}).catch(() => []);
    unkept.value = new Set(found.map(({ id }) => id));
    return found;
  }

  /** Where there are many, those that an unfiltered list begins with come before the others are read. */
  async function showLatest(): Promise<void> {
    if (isFiltered(query.value) || query.value.order !== 'latest' || query.value.page > 1) return;
    const count = await platform.incidentStore.count();
    if (count <= AT_FIRST) return;
    byId.value = latestOf(await platform.incidentStore.latest(AT_FIRST));
    expected.value = count;
    state.value = { kind: 'ready' };
    void diagnoseAll();
  }

  const reload = (): Promise<void> =>
    inTurn(async () => {
      if (platform.isPrivate) {
        state.value = { kind: 'ready' };
        return;
      }
      try {
        if (state.value.kind === 'loading') await showLatest();
        const [kept, others] = await Promise.all([platform.incidentStore.list(), readUnkept()]);
        byId.value = latestOf([...kept, ...others]);
        expected.value = undefined;
        notKept.value = await platform.readNotKept();
        state.value = { kind: 'ready' };
      } catch (error) {
        // What is on the screen stays right when the disk is busy for a moment.
        if (state.value.kind !== 'ready') state.value = { kind: 'error', message: String(error) };
      }
      void diagnoseAll();
    });

  const readAgain = (ids: readonly string[]): Promise<void> =>
    inTurn(async () => {
      if (platform.isPrivate) return;
      try {
        // Asked only where there can be any: the response may be long.
        const inSession = settings.value.keepDays === 0 || unkept.value.size > 0;
        const [kept, others] = await Promise.all([
          platform.incidentStore.getMany(ids),
          inSession ? readUnkept() : [],
        ]);
        const found = latestOf([...kept, ...others]);
        const next = new Map(byId.value);
        for (const id of ids) {
          const incident = found.get(id);
          if (incident) next.set(id, incident);
          else next.delete(id);
        }
        byId.value = next;
      } catch {
        // The next change brings another try.
      }
      void diagnoseAll();
    });

  let diagnosing = false;
  /** Incidents that could not be diagnosed, so that they are not tried for ever. */
  const failed = new WeakSet<Incident>();

  /** Diagnoses what is not yet, the latest first, in slices between which the page stays alive. */
  async function diagnoseAll(): Promise<void> {
    if (diagnosing) return;
    diagnosing = true;
    // The first slice is drawn at once: it has what stands first in the list.
    let draw = 0;
    for (let waiting = undiagnosed(); waiting.length > 0; waiting = undiagnosed()) {
      const made = new Map(cases.value);
      let end = performance.now() + SLICE;
      for (const incident of waiting) {
        if (byId.value.get(incident.id) !== incident) continue;
        try {
          made.set(incident.id, await caseOf(incident));
        } catch {
          failed.add(incident);
        }
        if (performance.now() < end) continue;
        if (performance.now() > draw) break;
        await new Promise((resolve) => setTimeout(resolve));
        end = performance.now() + SLICE;
      }
      cases.value = made;
      await new Promise((resolve) => setTimeout(resolve));
      draw = performance.now() + DRAWING;
    }
    diagnosing = false;
  }

  const undiagnosed = (): Incident[] =>
    entries.value
      .filter(({ incident, made }) => made === undefined && !failed.has(incident))
      .map(({ incident }) => incident)
      .sort((a, b) => b.lastSeen - a.lastSeen);

  function setQuery(change: Partial<Query>): void {
    query.value = { ...query.value, page: 1, ...change };
    typed.value = query.value.text;
    platform.remember(query.value);
  }

  /** Runs what may fail because background or disk refuse; reports failures in `fault`. */
  async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
    fault.value = undefined;
    try {
      return await action();
    } catch (error) {
      fault.value = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  const takeIn = (taken: readonly Incident[]): Promise<ImportResult | undefined> =>
    attempt(async () => {
      const result = await importInParts(platform.send, taken);
      await readAgain(taken.map(({ id }) => id));
      return result;
    });

  return {
    isPrivate: platform.isPrivate,
    state,
    settings,
    query,
    incidents,
    entries,
    shown,
    charted,
    unkept,
    typed,
    expected,
    isPending: computed(() => typed.value !== query.value.text || expected.value !== undefined),
    hosts,
    causes,
    sources,
    removed,
    notKept,
    fault,
    reload,
    setQuery,
    search(text) {
      const isWaiting = typed.value !== query.value.text;
      typed.value = text;
      if (isWaiting || text === query.value.text) return;
      platform.afterPaint(() => {
        if (typed.value !== query.value.text) setQuery({ text: typed.value });
      });
    },
    async remove(ids) {
      const gone = ids.map((id) => byId.value.get(id)).filter((incident) => incident !== undefined);
      await attempt(async () => {
        await platform.send('forget', { ids });
        removed.value = gone;
        await readAgain(ids);
      });
    },
    async undo() {
      const back = removed.value;
      if (back && (await takeIn(back))) removed.value = undefined;
    },
    forgetRemoved() {
      removed.value = undefined;
    },
    import: takeIn,
    start() {
      const stops = [
        platform.onChanged((ids) => void readAgain(ids)),
        platform.onSettings((changed) => {
          settings.value = changed;
        }),
      ];
      platform.readSettings().then(
        (read) => {
          settings.value = read;
        },
        // The defaults hold.
        () => undefined,
      );
      void reload();
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

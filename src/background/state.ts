// All that the background remembers, and how it comes back after the background was stopped.
//
//   host histories, tab marks, private incidents   the session area (SessionSnapshot), gone with the browser
//   answers that are being recorded         the session area (Journal)
//   documents watched from the first on     the session area (WatchedDocuments)
//   workers' requests of no tab             the session area (WorkerRequests)
//   other incidents                         IndexedDB (IncidentStore)
//   failures that may hide a 421            storage.session (UnseenFailures)
//   navigations that failed, for minutes    the session area (FailedDocuments)
//   hosts that send two Content-Types       storage.session
//   settings                                storage.local and storage.managed
//
// The session area is storage.session; in Chrome's private windows, whose background is another one, it is PrivateArea.
//
// `ready` settles once the session's snapshot is read. Listeners are registered before that and wait for it, so an
// event that woke the background finds what was there before.

import { HostHistories } from '../incidents/host-history.js';
import { IncidentCache } from '../incidents/incident-cache.js';
import { IncidentStore, MAX_INCIDENTS } from '../incidents/store/incidents.js';
import { PrivateArea } from '../incidents/store/private-area.js';
import { type SessionArea, SessionSnapshot, snapshotIn } from '../incidents/store/session.js';
import type { StorageTrouble } from '../messages.js';
import type { Incident } from '../model/incident.js';
import { type Due, dueBy, isDue, readClock } from '../model/retention.js';
import { DEFAULT_SETTINGS, isRecorded, type Settings } from '../model/settings.js';
import { hasAccess } from '../platform/access.js';
import { agentHere } from '../platform/agent.js';
import { readClockRecord, writeClockRecord } from '../platform/clock-record.js';
import { anyPrivateTab } from '../platform/contexts.js';
import { notifyPages } from '../platform/messages.js';
import { addNotKept, forgetNotKept, readNotKept } from '../platform/not-kept-record.js';
import { inPrivateWindow } from '../platform/profile.js';
import { sessionArea } from '../platform/session-area.js';
import { readSettings } from '../platform/settings.js';
import { drawBadge, drawRestingBadge } from './badge.js';
import { Checks } from './checks/checks.js';
import { Retries } from './checks/retries.js';
import { ContentTypeTraces } from './content-type-trace.js';
import { EarlierPages } from './earlier-pages.js';
import { FailedDocuments } from './failed-documents.js';
import { type Arrival, Journal } from './journal.js';
import { NotKeptIncidents } from './not-kept-incidents.js';
import { Recorder } from './recorder.js';
import { TabMarks } from './tab-marks.js';
import { UnseenFailures } from './unseen.js';
import { WatchedDocuments } from './watched.js';
import { WorkerRequests } from './worker-requests.js';
import { WorkerTies } from './worker-ties.js';

const HABITS = 'content-type-habits';

const habitsIn = (stored: Readonly<Record<string, unknown>>): string[] => {
  const kept = stored[HABITS];
  return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
};

/** Open pages are notified of changes at most this often. */
const NOTICE_MS = 100;

export class Background {
  readonly hostHistories = new HostHistories();
  readonly tabs = new TabMarks();
  readonly checks: Checks;
  readonly retries: Retries;
  readonly store = new IncidentStore();
  readonly incidentCache: IncidentCache;
  readonly #notKept: NotKeptIncidents;
  readonly recorder: Recorder;
  readonly snapshot: SessionSnapshot;
  readonly #area: SessionArea = inPrivateWindow() ? new PrivateArea() : sessionArea;
  readonly journal = new Journal(this.#area);
  readonly traces = new ContentTypeTraces();
  readonly watched = new WatchedDocuments(this.#area);
  readonly workers = new WorkerRequests(this.#area);
  readonly workerTies = new WorkerTies({
    tabs: this.tabs,
    workers: this.workers,
    marked: async (tabId, incidents) => {
      void this.snapshot.now();
      await this.drawBadge(tabId);
      this.tellChanged(incidents);
    },
  });
  readonly unseen = new UnseenFailures(this.#area);
  readonly failedDocuments = new FailedDocuments(this.#area);
  readonly earlier: EarlierPages;
  /** Answers that an earlier life of the background did not finish; there once `ready` is. */
  left: readonly Arrival[] = [];
  readonly ready: Promise<void>;
  settings: Settings = DEFAULT_SETTINGS;
  #isReady = false;
  /** To all sites, as the browser last said. */
  #hasAccess = true;
  #agent: ReturnType<typeof agentHere> | undefined;
  readonly #changed = new Set<string>();
  #telling = false;
  #habitsKept = 0;
  /** Badges that are being drawn, by tab. */
  readonly #drawing = new Map<number, { again: boolean; done: Promise<void> }>();

  constructor() {
    this.snapshot = new SessionSnapshot(this.#area, () => ({
      hostHistories: this.hostHistories.snapshot(),
      tabs: this.tabs.snapshot(),
      unsaved: this.incidentCache.unsaved,
      unwritten: this.incidentCache.unwritten,
    }));
    const counted = (keys: readonly string[]) => this.journal.counted(keys);
    this.incidentCache = new IncidentCache({
      incidentStore: this.store,
      changed: (ids) => this.tellChanged(ids),
      unsavedChanged: () => this.snapshot.now(),
      keepsNothing: () => this.settings.keepDays === 0,
      failed: this.failed,
      counted,
      forgotten: (keys) => this.journal.drop(keys),
      made: (id) => {
        this.tabs.made(id);
        this.#notKept.pushOutSoon();
      },
      pushedOut: (ids) => void this.#unmark(ids),
      lost: (ids) => {
        void this.#unmark(ids);
        this.#notKept.lost(ids.length);
      },
    });
    this.#notKept = new NotKeptIncidents({
      store: this.store,
      cache: this.incidentCache,
      unmark: (ids) => this.#unmark(ids),
      addToRecord: (count) => addNotKept(count, Date.now()),
      failed: this.failed,
    });
    this.recorder = new Recorder({
      cache: this.incidentCache,
      agent: () => {
        this.#agent ??= agentHere();
        return this.#agent;
      },
      inJournal: (key) => this.journal.has(key),
      counted,
    });
    const learn = this.recorder.learn.bind(this.recorder);
    this.checks = new Checks({
      learn,
      changed: (ids) => this.tellChanged(ids),
      now: Date.now,
      sendsTwoTypes: (response) => this.traces.isHabit(response),
    });
    this.retries = new Retries({ learn, now: Date.now });
    this.earlier = new EarlierPages({
      recorder: this.recorder,
      incidentCache: this.incidentCache,
      tabs: this.tabs,
      hostHistories: this.hostHistories,
      isRecorded: (host) => isRecorded(host, this.settings),
      marked: (tabId) => {
        void this.snapshot.now();
        return this.drawBadge(tabId);
      },
      failed: this.failed,
    });
    this.ready = this.#restore();
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** What went wrong without the user being able to do anything about it; for whoever reads the console. */
  readonly failed = (error: unknown): void => console.warn('Missent:', error);

  async #restore(): Promise<void> {
    this.store.openEarly();
    const [stored, settings] = await Promise.all([this.#area.get().catch(() => ({})), readSettings()]);
    this.settings = settings;
    this.left = this.journal.restore(stored);
    this.traces.restore(habitsIn(stored));
    this.watched.restore(stored);
    this.workers.restore(stored);
    this.unseen.restore(stored);
    this.failedDocuments.restore(stored);
    const record = snapshotIn(stored);
    if (record) {
      this.hostHistories.restore(record.hostHistories);
      this.tabs.restore(record.tabs);
      this.incidentCache.restore(record.unsaved, record.unwritten);
    }
    this.#isReady = true;
    void this.readAccess().catch(this.failed);
    void this.#tidy();
  }

  /** The user or an administrator chose anew. */
  readonly resettle = async (settings: Settings): Promise<void> => {
    await this.ready;
    const before = this.settings;
    this.settings = settings;
    // No other choice says anything about what is kept.
    if (settings.keepDays !== before.keepDays) await this.#tidy();
  };

  /** Drops what is too old or too much. */
  async #tidy(): Promise<void> {
    try {
      const { incidents, taken } = await this.store.fromStandIn();
      // What the store does not take stays in the stand-in; the cache reports why.
      if (incidents.length > 0) await this.recorder.import(incidents).catch(() => undefined);
      if (this.incidentCache.trouble === undefined) await taken();

      const due = await this.#due();
      const gone = await this.store.due(due);
      if (gone.length > 0) await this.forget(gone);
      await this.store.dropAside(due);
      // Within the bound a page can be over its share only after it grew, which a life of its own sees to.
      if ((await this.store.count()) > MAX_INCIDENTS) this.#notKept.pushOutSoon();
      const notKept = await readNotKept();
      if (notKept && isDue(notKept.last, due)) await forgetNotKept();
    } catch (error) {
      this.failed(error);
    }
  }

  /** Tabs no longer show these incidents, but how many there were. */
  async #unmark(ids: readonly string[]): Promise<void> {
    await Promise.all(this.tabs.pushOut(ids).map((tabId) => this.drawBadge(tabId)));
  }

  async #due(): Promise<Due> {
    const reading = readClock(await readClockRecord(), Date.now());
    // A full storage is no reason to delete nothing.
    if (reading.worthWriting) await writeClockRecord(reading.record).catch(this.failed);
    return dueBy(reading, this.settings.keepDays);
  }

  /** Which hosts send two Content-Type fields themselves outlives the background. */
  keepHabits(): void {
    const { habits } = this.traces;
    if (habits.length === this.#habitsKept) return;
    this.#habitsKept = habits.length;
    this.#area.set({ [HABITS]: habits }).catch(() => undefined);
  }

  async forget(ids: readonly string[]): Promise<void> {
    const tabs = this.tabs.forget(ids);
    this.workers.forget(ids);
    await this.incidentCache.forget(ids);
    await Promise.all(tabs.map((tabId) => this.drawBadge(tabId)));
  }

  /** One drawing at a time for each tab, the last of them as things stand then. */
  drawBadge(tabId: number): Promise<void> {
    const drawing = this.#drawing.get(tabId);
    if (drawing) {
      drawing.again = true;
      return drawing.done;
    }
    const next = { again: false, done: Promise.resolve() };
    this.#drawing.set(tabId, next);
    next.done = (async () => {
      do {
        next.again = false;
        await drawBadge(
          tabId,
          [...this.tabs.of(tabId).values()].map(({ outcome }) => outcome),
          this.#hasAccess,
        );
      } while (next.again);
      this.#drawing.delete(tabId);
    })();
    return next.done;
  }

  /** Access may have changed, also while no background ran: every button says so, those of open tabs as well. */
  async readAccess(): Promise<void> {
    this.#hasAccess = await hasAccess();
    await drawRestingBadge(this.#hasAccess);
    await Promise.all(this.tabs.known.map((tabId) => this.drawBadge(tabId)));
  }

  /** In the order of the ids; one that does not exist is left out. */
  async incidents(ids: readonly string[]): Promise<Incident[]> {
    const found = await Promise.all(ids.map((id) => this.incidentCache.get(id)));
    return found.filter((incident) => incident !== undefined);
  }

  /** When the last private window closed, nothing of it stays. */
  async forgetPrivateIfGone(): Promise<void> {
    const some = this.incidentCache.unsaved.length > 0 || this.hostHistories.has({ kind: 'private' });
    if (!some || (await anyPrivateTab())) return;
    this.hostHistories.forget({ kind: 'private' });
    this.incidentCache.forgetPrivate();
    this.workers.forgetPrivate();
    this.failedDocuments.forgetPrivate();
    this.traces.forgetPrivate();
    this.keepHabits();
    await this.snapshot.now();
  }

  /** Why incidents are not kept as they should be; undefined: they are. */
  get storageTrouble(): StorageTrouble | undefined {
    const { trouble } = this.incidentCache;
    if (trouble === undefined) return this.store.setAside;
    return trouble instanceof Error && trouble.name === 'QuotaExceededError' ? 'full' : 'refused';
  }

  /** Gathers changes for a moment, so that a storm of 421s is a few notices. */
  tellChanged(ids: readonly string[]): void {
    for (const id of ids) this.#changed.add(id);
    if (this.#telling) return;
    this.#telling = true;
    setTimeout(() => {
      this.#telling = false;
      const incidents = [...this.#changed];
      this.#changed.clear();
      notifyPages({ type: 'changed', incidents });
    }, NOTICE_MS);
  }
}

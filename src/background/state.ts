// All that the background remembers, and how it comes back after the background was stopped.
//
//   ledgers, tab marks, private incidents   storage.session (SessionSnapshot), gone with the browser
//   other incidents                         IndexedDB (IncidentStore)
//
// `ready` settles once the session's snapshot is read. Listeners are registered before that and wait for it, so an
// event that woke the background finds what was there before.
import type { Incident } from '../model/incident.js';
import { agentHere } from '../platform/agent.js';
import { anyPrivateTab } from '../platform/contexts.js';
import { tellPages } from '../platform/messages.js';
import { sessionArea } from '../platform/session-area.js';
import { IncidentStore } from '../store/incidents.js';
import { SessionSnapshot } from '../store/session.js';
import { drawBadge } from './badge.js';
import { Certificates } from './certificates.js';
import { Checks } from './checks/checks.js';
import { Retries } from './checks/retries.js';
import { Ledgers } from './ledgers.js';
import { Recorder } from './recorder.js';
import { TabMarks } from './tab-marks.js';

/** Changes are told to open pages at most this often. */
const NOTICE_MS = 100;

export class Background {
  readonly ledgers = new Ledgers();
  readonly tabs = new TabMarks();
  readonly certificates = new Certificates();
  readonly checks: Checks;
  readonly retries: Retries;
  readonly store = new IncidentStore();
  readonly recorder: Recorder;
  readonly snapshot: SessionSnapshot;
  readonly ready: Promise<void>;
  #isReady = false;
  #agent: ReturnType<typeof agentHere> | undefined;
  readonly #changed = new Set<string>();
  #telling = false;

  constructor() {
    this.snapshot = new SessionSnapshot(sessionArea, () => ({
      ledgers: this.ledgers.snapshot(),
      tabs: this.tabs.snapshot(),
      private: [...this.recorder.privateIncidents],
    }));
    this.recorder = new Recorder({
      shelf: this.store,
      agent: () => {
        this.#agent ??= agentHere();
        return this.#agent;
      },
      changed: (ids) => this.tellChanged(ids),
      privateChanged: () => void this.snapshot.now(),
      failed: this.failed,
    });
    const learn = this.recorder.learn.bind(this.recorder);
    this.checks = new Checks({ learn, changed: (ids) => this.tellChanged(ids), now: Date.now });
    this.retries = new Retries({ learn, now: Date.now });
    this.ready = this.#restore();
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** What went wrong without the user being able to do anything about it; for whoever reads the console. */
  readonly failed = (error: unknown): void => console.warn('Missent:', error);

  async #restore(): Promise<void> {
    const record = await this.snapshot.read();
    if (record) {
      this.ledgers.restore(record.ledgers);
      this.tabs.restore(record.tabs);
      this.recorder.restorePrivate(record.private);
    }
    this.#isReady = true;
  }

  drawBadge(tabId: number): Promise<void> {
    return drawBadge(
      tabId,
      [...this.tabs.of(tabId).values()].map(({ outcome }) => outcome),
    );
  }

  /** Incidents of the page in a tab, in no order. */
  async incidentsOf(tabId: number): Promise<Incident[]> {
    const found = await Promise.all([...this.tabs.of(tabId).keys()].map((id) => this.recorder.get(id)));
    return found.filter((incident) => incident !== undefined);
  }

  /** When the last private window closed, nothing of it stays. */
  async forgetPrivateIfGone(): Promise<void> {
    if (await anyPrivateTab()) return;
    this.ledgers.forget({ kind: 'private' });
    this.recorder.forgetPrivate();
    await this.snapshot.now();
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
      tellPages({ type: 'changed', incidents });
    }, NOTICE_MS);
  }
}

// Incidents of normal windows and containers, durable in IndexedDB.
import type { Incident } from '../../model/incident.js';
import { type Due, isDue } from '../../model/retention.js';
import { type Claim, pushedOut, smallestShare } from '../../model/shares.js';
import {
  type Database,
  type Opened,
  openDatabase,
  readStandIn,
  removeStandIn,
  type SetAside,
} from './database.js';
import { claimFrom, incidentFrom, type Kept, keptFrom, recordOf } from './schema.js';

/** Incidents that are kept; src/model/shares.ts says which go where there are more. */
export const MAX_INCIDENTS = 10_000;
/**
 * Characters that they take together as JSON: 192 MiB, so that a file holds them all (MAX_FILE_BYTES). A common incident has
 * 2,000 to 20,000; of the largest that there are, some 700 fit.
 */
export const MAX_SIZE = 192 * 2 ** 20;

/** Incidents that are read at a time. */
const PART = 500;

/** What decides whether a record stays. */
interface Weighed {
  readonly claim: Claim;
  /** Characters of its JSON. */
  readonly size: number;
}

export class IncidentStore {
  /** By id, of all that is in the database, since it was looked through: the background alone writes, with one store. */
  #weighed: Map<string, Weighed> | undefined;
  /** How often something was written or deleted. */
  #changes = 0;
  #open: Promise<Opened> | undefined;
  #setAside: SetAside | undefined;

  /** Why another database stands in for the one of that name; undefined: none does. Known once it was opened. */
  get setAside(): SetAside | undefined {
    return this.#setAside;
  }

  /** Opens the database before something is asked of it. */
  openEarly(): void {
    // Whoever asks reports what went wrong.
    this.#database().catch(() => undefined);
  }

  async get(id: string): Promise<Incident | undefined> {
    return (await this.kept(id))?.incident;
  }

  async kept(id: string): Promise<Kept | undefined> {
    const db = await this.#database();
    return this.#checked(db, id, await db.get('incidents', id));
  }

  /** Those of the ids that exist, in no order. */
  async getMany(ids: readonly string[]): Promise<Incident[]> {
    const found = await Promise.all(ids.map((id) => this.get(id)));
    return found.filter((incident) => incident !== undefined);
  }

  /** All incidents, the latest seen first. Read in parts, between which the page stays alive. */
  async list(): Promise<Incident[]> {
    const db = await this.#database();
    const keys = await db.getAllKeys('incidents');
    const incidents: Incident[] = [];
    for (let first = 0; first < keys.length; first += PART) {
      incidents.push(...(await this.getMany(keys.slice(first, first + PART))));
    }
    return incidents.sort((a, b) => b.lastSeen - a.lastSeen);
  }

  /** At most so many of those that were seen last, the latest first. */
  async latest(most: number): Promise<Incident[]> {
    const db = await this.#database();
    const ids: string[] = [];
    let cursor = await db.transaction('incidents').store.index('lastSeen').openKeyCursor(null, 'prev');
    while (cursor && ids.length < most) {
      ids.push(cursor.primaryKey);
      cursor = await cursor.continue();
    }
    return (await this.getMany(ids)).sort((a, b) => b.lastSeen - a.lastSeen);
  }

  put(incidents: readonly Incident[]): Promise<void> {
    return this.keep(incidents.map((incident) => ({ incident, counted: [] })));
  }

  /**
   * Writes in one transaction, and answers when it is on disk as far as the browser promises. Rejects with the
   * transaction's own error, e.g. QuotaExceededError; nothing is written then.
   */
  async keep(kept: readonly Kept[]): Promise<void> {
    const db = await this.#database();
    const tx = db.transaction('incidents', 'readwrite', { durability: 'strict' });
    try {
      await Promise.all([...kept.map((one) => tx.store.put(recordOf(one), one.incident.id)), tx.done]);
      this.#changes++;
      for (const one of kept) this.#weigh(one.incident.id, recordOf(one), this.#weighed);
    } catch (error) {
      // A put that went down with its transaction says AbortError; why it went down, the transaction says.
      await tx.done.catch(() => undefined);
      throw tx.error ?? error;
    }
  }

  async delete(ids: readonly string[]): Promise<void> {
    const db = await this.#database();
    const tx = db.transaction('incidents', 'readwrite');
    await Promise.all([...ids.map((id) => tx.store.delete(id)), tx.done]);
    this.#changes++;
    for (const id of ids) this.#weighed?.delete(id);
  }

  /** Ids of the incidents that are due. */
  async due(due: Due): Promise<string[]> {
    const db = await this.#database();
    const ids: string[] = [];
    let cursor = await db.transaction('incidents').store.index('lastSeen').openKeyCursor();
    while (cursor && cursor.key < due.before) {
      if (isDue(cursor.key, due)) ids.push(cursor.primaryKey);
      cursor = await cursor.continue();
    }
    return ids;
  }

  /** Ids of the incidents that go because there are too many of their page, of their name, or in all. */
  async beyondShares(): Promise<string[]> {
    const db = await this.#database();
    if ((await db.count('incidents')) <= smallestShare(MAX_INCIDENTS)) return [];
    const weighed = await this.#allWeighed(db);
    const claims = [...weighed.values()].map(({ claim }) => claim);
    return pushedOut(claims, MAX_INCIDENTS, {
      most: MAX_SIZE,
      of: (id) => weighed.get(id)?.size ?? 0,
    });
  }

  /** Looks through the database once in the store's life: thousands of records take seconds. */
  async #allWeighed(db: Database): Promise<ReadonlyMap<string, Weighed>> {
    if (this.#weighed) return this.#weighed;
    const [all, before] = [new Map<string, Weighed>(), this.#changes];
    const tx = db.transaction('incidents');
    for (let cursor = await tx.store.openCursor(); cursor; cursor = await cursor.continue()) {
      this.#weigh(cursor.key, cursor.value, all);
    }
    if (this.#changes === before) this.#weighed = all;
    return all;
  }

  #weigh(id: string, record: unknown, all: Map<string, Weighed> | undefined): void {
    if (!all) return;
    const claim = claimFrom(record);
    if (claim) all.set(id, { claim, size: JSON.stringify(record).length });
  }

  async count(): Promise<number> {
    return (await this.#database()).count('incidents');
  }

  /** Drops what was found unreadable so long ago that it is due. */
  async dropAside(due: Due): Promise<void> {
    const db = await this.#database();
    const tx = db.transaction('aside', 'readwrite');
    for (let cursor = await tx.store.openCursor(); cursor; cursor = await cursor.continue()) {
      if (isDue(cursor.value.found, due)) await cursor.delete();
    }
    await tx.done;
  }

  /**
   * Incidents that a stand-in took in while the database could not be opened. `taken`: the caller has them, and the
   * stand-in goes. None as long as it stands in.
   */
  async fromStandIn(): Promise<{ incidents: Incident[]; taken: () => Promise<void> }> {
    await this.#database();
    const records = this.#setAside ? [] : await readStandIn();
    return {
      incidents: records.map(incidentFrom).filter((incident) => incident !== undefined),
      taken: async () => {
        if (records.length > 0) await removeStandIn();
      },
    };
  }

  async #checked(db: Database, id: string, record: unknown): Promise<Kept | undefined> {
    if (record === undefined) return undefined;
    const kept = keptFrom(record);
    if (kept) return kept;
    // Not readable: out of the way, but not lost.
    const tx = db.transaction(['incidents', 'aside'], 'readwrite');
    await Promise.all([
      tx.objectStore('aside').add({ record, found: Date.now() }),
      tx.objectStore('incidents').delete(id),
      tx.done,
    ]);
    this.#changes++;
    this.#weighed?.delete(id);
    return undefined;
  }

  async #database(): Promise<Database> {
    this.#open ??= openDatabase(() => {
      this.#open = undefined;
      this.#weighed = undefined;
    }).catch((error: unknown) => {
      // The next call tries again: a profile that was locked for a moment is no reason to give up.
      this.#open = undefined;
      throw error;
    });
    const { db, setAside } = await this.#open;
    this.#setAside = setAside;
    return db;
  }
}

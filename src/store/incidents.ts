// Incidents of normal windows and containers, durable in IndexedDB.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Incident } from '../model/incident.js';
import { incidentFrom } from './schema.js';

export const DATABASE = 'missent';
/** Raise it with a migration in `upgrade`; records of every earlier version must come through. */
export const VERSION = 1;
/** Incidents that are kept; the ones not seen for longest go first. */
export const MAX_INCIDENTS = 1000;

interface Schema extends DBSchema {
  incidents: { key: string; value: unknown; indexes: { lastSeen: number } };
  /** Records that could not be read as incidents, kept as they were found. */
  aside: { key: number; value: { record: unknown; found: number } };
}

export class IncidentStore {
  #open: Promise<IDBPDatabase<Schema>> | undefined;

  async get(id: string): Promise<Incident | undefined> {
    const db = await this.#database();
    return this.#checked(db, id, await db.get('incidents', id));
  }

  /** Those of the ids that exist, in no order. */
  async getMany(ids: readonly string[]): Promise<Incident[]> {
    const found = await Promise.all(ids.map((id) => this.get(id)));
    return found.filter((incident) => incident !== undefined);
  }

  /** All incidents, the latest seen first. */
  async list(): Promise<Incident[]> {
    const db = await this.#database();
    const keys = await db.getAllKeys('incidents');
    const incidents = await this.getMany(keys);
    return incidents.sort((a, b) => b.lastSeen - a.lastSeen);
  }

  /** Writes in one transaction, and answers when it is on disk as far as the browser promises. */
  async put(incidents: readonly Incident[]): Promise<void> {
    const db = await this.#database();
    const tx = db.transaction('incidents', 'readwrite', { durability: 'strict' });
    await Promise.all([...incidents.map((incident) => tx.store.put(incident, incident.id)), tx.done]);
  }

  async delete(ids: readonly string[]): Promise<void> {
    const db = await this.#database();
    const tx = db.transaction('incidents', 'readwrite');
    await Promise.all([...ids.map((id) => tx.store.delete(id)), tx.done]);
  }

  /**
   * Ids of the incidents to drop: those last seen before `oldest` (ms since the epoch), and of the others the ones
   * beyond MAX_INCIDENTS that were not seen for longest.
   */
  async surplus(oldest: number): Promise<string[]> {
    const db = await this.#database();
    const tx = db.transaction('incidents');
    let beyond = (await tx.store.count()) - MAX_INCIDENTS;
    const ids: string[] = [];
    let cursor = await tx.store.index('lastSeen').openKeyCursor();
    while (cursor && (cursor.key < oldest || beyond > 0)) {
      ids.push(cursor.primaryKey);
      beyond--;
      cursor = await cursor.continue();
    }
    return ids;
  }

  async #checked(db: IDBPDatabase<Schema>, id: string, record: unknown): Promise<Incident | undefined> {
    if (record === undefined) return undefined;
    const incident = incidentFrom(record);
    if (incident) return incident;
    // Not readable: out of the way, but not lost.
    const tx = db.transaction(['incidents', 'aside'], 'readwrite');
    await Promise.all([
      tx.objectStore('aside').add({ record, found: Date.now() }),
      tx.objectStore('incidents').delete(id),
      tx.done,
    ]);
    return undefined;
  }

  #database(): Promise<IDBPDatabase<Schema>> {
    this.#open ??= openDB<Schema>(DATABASE, VERSION, {
      upgrade(db) {
        db.createObjectStore('incidents').createIndex('lastSeen', 'lastSeen');
        db.createObjectStore('aside', { autoIncrement: true });
      },
      terminated: () => {
        this.#open = undefined;
      },
    }).catch((error: unknown) => {
      // The next call tries again: a profile that was locked for a moment is no reason to give up.
      this.#open = undefined;
      throw error;
    });
    return this.#open;
  }
}

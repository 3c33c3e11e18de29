// What the background of Chrome's private windows remembers from one life to the next.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { SessionArea } from './session.js';

interface Schema extends DBSchema {
  items: { key: string; value: unknown };
}

/**
 * A session area in the private profile's own IndexedDB. Chrome keeps that one in memory and drops it with the last
 * private window; it gives storage.session and storage.local to both backgrounds alike, and storage.session stays until
 * the browser ends (measured: Chromium 156, `"incognito": "split"`).
 */
export class PrivateArea implements SessionArea {
  #open: Promise<IDBPDatabase<Schema>> | undefined;

  async get(): Promise<Record<string, unknown>> {
    const tx = (await this.#database()).transaction('items');
    const [keys, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
    return Object.fromEntries(keys.map((key, n) => [key, values[n]]));
  }

  async set(items: Record<string, unknown>): Promise<void> {
    const tx = (await this.#database()).transaction('items', 'readwrite');
    await Promise.all([...Object.entries(items).map(([key, value]) => tx.store.put(value, key)), tx.done]);
  }

  async remove(keys: string[]): Promise<void> {
    const tx = (await this.#database()).transaction('items', 'readwrite');
    await Promise.all([...keys.map((key) => tx.store.delete(key)), tx.done]);
  }

  #database(): Promise<IDBPDatabase<Schema>> {
    this.#open ??= openDB<Schema>('missent-session', 1, {
      upgrade(db) {
        db.createObjectStore('items');
      },
      terminated: () => {
        this.#open = undefined;
      },
    }).catch((error: unknown) => {
      this.#open = undefined;
      throw error;
    });
    return this.#open;
  }
}

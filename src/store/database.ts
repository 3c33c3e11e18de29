// Opens the database of incidents. One that cannot be opened is left as it is, and another takes its place until it can.
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';

export const DATABASE = 'missent';
/** Raise it with a migration in `upgrade`; records of every earlier version must come through. */
export const VERSION = 1;
/** Takes the place of one that cannot be opened. */
export const STAND_IN = 'missent-stand-in';

export interface Schema extends DBSchema {
  incidents: { key: string; value: unknown; indexes: { lastSeen: number } };
  /** Records that could not be read as incidents, kept as they were found. `found`: ms since the epoch */
  aside: { key: number; value: { record: unknown; found: number } };
}

export type Database = IDBPDatabase<Schema>;

/** Why the database was set aside: a newer Missent made it, or the browser cannot read it. */
export type SetAside = 'newer' | 'damaged';

export interface Opened {
  readonly db: Database;
  readonly setAside?: SetAside;
}

const STORES: readonly ('incidents' | 'aside')[] = ['incidents', 'aside'];

/**
 * Opens the database, or its stand-in. Rejects where the browser gives neither, or the disk is full.
 * `lost`: the connection has gone, or must go to let a newer version in.
 */
export async function openDatabase(lost: () => void): Promise<Opened> {
  try {
    return { db: await open(DATABASE, lost) };
  } catch (error) {
    const name = nameOf(error);
    if (name === 'QuotaExceededError') throw error;
    return { db: await open(STAND_IN, lost), setAside: name === 'VersionError' ? 'newer' : 'damaged' };
  }
}

/** What the stand-in took in while the database itself could not be opened; nothing if there is none. */
export async function readStandIn(): Promise<unknown[]> {
  // Firefox refuses to list them as soon as the file of one is damaged, while the others can be opened (measured: 153).
  const all = await indexedDB.databases().catch(() => []);
  if (!all.some(({ name }) => name === STAND_IN)) return [];
  const db = await open(STAND_IN, () => undefined);
  try {
    return await db.getAll('incidents');
  } finally {
    db.close();
  }
}

export const removeStandIn = (): Promise<void> => deleteDB(STAND_IN);

async function open(name: string, lost: () => void): Promise<Database> {
  const db = await openDB<Schema>(name, VERSION, {
    upgrade(fresh, from) {
      if (from < 1) {
        fresh.createObjectStore('incidents').createIndex('lastSeen', 'lastSeen');
        fresh.createObjectStore('aside', { autoIncrement: true });
      }
    },
    blocking(_current, _wanted, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
      lost();
    },
    terminated: lost,
  });
  // Another hand may have made a database of that name.
  if (STORES.every((store) => db.objectStoreNames.contains(store))) return db;
  db.close();
  throw new DOMException('the database has not the stores of Missent', 'NotFoundError');
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

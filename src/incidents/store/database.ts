// Opens the database of incidents. One that cannot be opened is left as it is, and another takes its place until it can.
import {
  type DBSchema,
  deleteDB,
  type IDBPDatabase,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb';
import { withoutCredentials, withoutUserinfo } from '../../model/credentials.js';

export const DATABASE = 'missent';
/** Raise it with a migration in `upgrade`; records of every earlier version must come through. */
export const VERSION = 2;
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

/** Another hand may have made a database of that name. */
const hasStores = (db: Pick<Database, 'objectStoreNames'>): boolean =>
  STORES.every((store) => db.objectStoreNames.contains(store));

type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

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
    async upgrade(fresh, from, _to, transaction) {
      if (from < 1) {
        fresh.createObjectStore('incidents').createIndex('lastSeen', 'lastSeen');
        fresh.createObjectStore('aside', { autoIncrement: true });
      } else if (from < 2) {
        await forgetCredentials(transaction);
      }
    },
    blocking(_current, _wanted, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
      lost();
    },
    terminated: lost,
  });
  if (hasStores(db)) return db;
  db.close();
  throw new DOMException('the database has not the stores of Missent', 'NotFoundError');
}

/** Version 1 kept header fields as they came. Records that cannot be read as incidents are cleaned as well. */
async function forgetCredentials(upgrade: Upgrade): Promise<void> {
  if (!hasStores(upgrade.db)) return;
  const incidents = upgrade.objectStore('incidents');
  for (let cursor = await incidents.openCursor(); cursor; cursor = await cursor.continue()) {
    await cursor.update(cleaned(cursor.value));
  }
  const aside = upgrade.objectStore('aside');
  for (let cursor = await aside.openCursor(); cursor; cursor = await cursor.continue()) {
    await cursor.update({ ...cursor.value, record: cleaned(cursor.value.record) });
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** Records of incidents are ten deep; what is deeper is none of ours. */
const MAX_DEPTH = 20;

/** A record, whatever it is, with the credentials taken out of all in it that has the shape of a header field or a URL. */
function cleaned(record: unknown, depth = 0): unknown {
  if (isText(record)) return withoutUserinfo(record);
  if (typeof record !== 'object' || record === null || depth > MAX_DEPTH) return record;
  if (Array.isArray(record)) return record.map((one) => cleaned(one, depth + 1));
  if ('name' in record && 'value' in record && isText(record.name) && isText(record.value)) {
    return { ...record, ...withoutCredentials({ name: record.name, value: record.value }) };
  }
  return Object.fromEntries(Object.entries(record).map(([key, one]) => [key, cleaned(one, depth + 1)]));
}

const isText = (value: unknown): value is string => typeof value === 'string';

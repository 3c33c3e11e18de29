import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DATABASE, readStandIn, STAND_IN, VERSION } from '../../../src/incidents/store/database.js';
import { IncidentStore } from '../../../src/incidents/store/incidents.js';
import { withCurrentNames } from '../../../src/incidents/store/older-names.js';
import { sessionFrom } from '../../../src/incidents/store/schema.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

const incident = incidentOf([{ url: 'https://a.example/' }]);
const later = incidentOf([{ url: 'https://b.example/', time: NOON + 9 }]);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** As a database of another making is left in the profile. */
async function leave(version: number, stores: readonly string[], record?: unknown): Promise<void> {
  const db = await openDB(DATABASE, version, {
    upgrade(fresh) {
      for (const name of stores) fresh.createObjectStore(name).createIndex('lastSeen', 'lastSeen');
    },
  });
  if (record !== undefined) await db.put(stores[0] ?? '', record, 'x');
  db.close();
}

describe('a database that cannot be used is set aside', () => {
  test.each([
    ['of a newer Missent', VERSION + 1, ['incidents', 'aside'], 'newer'],
    ['with other stores', VERSION, ['something'], 'damaged'],
  ] as const)('%s', async (_, version, stores, why) => {
    await leave(version, stores, { precious: true });
    const store = new IncidentStore();
    await store.put([incident]);
    expect(store.setAside).toBe(why);
    expect(await store.list()).toEqual([incident]);
    expect(await new IncidentStore().get(incident.id)).toEqual(incident);

    const untouched = await openDB(DATABASE);
    expect(untouched.version).toBe(version);
    expect(await untouched.getAll(stores[0])).toEqual([{ precious: true }]);
    untouched.close();
  });

  test('one that the browser cannot open', async () => {
    const open = indexedDB.open.bind(indexedDB);
    vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
      if (name === DATABASE) throw new DOMException('Internal error opening backing store', 'UnknownError');
      return open(name, version);
    });
    const store = new IncidentStore();
    await store.put([incident]);
    expect([store.setAside, await store.list()]).toEqual(['damaged', [incident]]);
  });

  test('what the stand-in took in meanwhile is there when the database is back, and is handed over once', async () => {
    await leave(VERSION + 1, ['incidents']);
    const standing = new IncidentStore();
    await standing.put([incident, later]);
    expect((await standing.fromStandIn()).incidents).toEqual([]);

    await deleteDB(DATABASE);
    const store = new IncidentStore();
    const { incidents, taken } = await store.fromStandIn();
    expect(incidents.map(({ id }) => id).sort()).toEqual([incident.id, later.id].sort());
    await taken();
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(STAND_IN);
    expect((await new IncidentStore().fromStandIn()).incidents).toEqual([]);
  });

  test('databases that cannot be listed, for one of them is damaged, keep nobody from the others', async () => {
    vi.spyOn(indexedDB, 'databases').mockRejectedValue(new DOMException('damaged', 'UnknownError'));
    const store = new IncidentStore();
    await store.put([incident]);
    expect((await store.fromStandIn()).incidents).toEqual([]);
  });

  test('where the browser gives no database at all, each call says so and the next one tries again', async () => {
    const refuse = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('The user denied permission to access the database.', 'InvalidStateError');
    });
    const store = new IncidentStore();
    await expect(store.put([incident])).rejects.toMatchObject({ name: 'InvalidStateError' });
    await expect(store.list()).rejects.toMatchObject({ name: 'InvalidStateError' });
    refuse.mockRestore();
    await store.put([incident]);
    expect(await store.list()).toEqual([incident]);
  });

  test('a full disk is no reason to set anything aside', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const store = new IncidentStore();
    await expect(store.put([incident])).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(store.setAside).toBeUndefined();
  });
});

test('a write that the disk has no room for says so by name, and writes nothing', async () => {
  const store = new IncidentStore();
  await store.put([incident]);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (
    this: IDBObjectStore,
  ) {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  await expect(store.put([later, incident])).rejects.toMatchObject({ name: 'QuotaExceededError' });
  put.mockRestore();
  expect(await store.list()).toEqual([incident]);
});

test('a newer Missent that opens the database is let in, and this one sets it aside then', async () => {
  const store = new IncidentStore();
  await store.put([incident]);
  const newer = await openDB(DATABASE, VERSION + 1);
  await store.put([later]);
  expect([store.setAside, await store.list()]).toEqual(['newer', [later]]);
  newer.close();
});

test('a record that cannot be read is put aside, and the others stay', async () => {
  const store = new IncidentStore();
  await store.put([incident, later]);
  const db = await openDB(DATABASE);
  await db.put('incidents', { ...incident, count: 'three' }, incident.id);
  db.close();
  expect(await store.list()).toEqual([later]);
  const again = await openDB(DATABASE);
  expect(await again.getAll('aside')).toMatchObject([{ record: { id: incident.id, count: 'three' } }]);
  again.close();
  await store.dropAside({ before: Date.now() + 1 });
  const after = await openDB(DATABASE);
  expect(await after.count('aside')).toBe(0);
  after.close();
});

interface RecordedStore {
  readonly name: string;
  readonly autoIncrement: boolean;
  readonly indexes: readonly { readonly name: string; readonly keyPath: string }[];
  readonly records: readonly { readonly key: string; readonly value: unknown }[];
}
interface RecordedDatabase {
  readonly version: number;
  readonly stores: readonly RecordedStore[];
}

/** One recording for each version that was ever released; a new VERSION comes with the one before it. */
const RECORDED = [1, 2].map((version): RecordedDatabase => {
  const file = new URL(`../../fixtures/databases/v${version}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
});

describe('a database of every version comes through the upgrade whole', () => {
  test('each version has a recording', () => {
    expect(RECORDED.map(({ version }) => version)).toEqual(Array.from({ length: VERSION }, (_, i) => i + 1));
  });

  test.each(RECORDED)('version $version', async ({ version, stores }) => {
    const db = await openDB(DATABASE, version, {
      upgrade(fresh) {
        for (const { name, autoIncrement, indexes } of stores) {
          const made = fresh.createObjectStore(name, { autoIncrement });
          for (const index of indexes) made.createIndex(index.name, index.keyPath);
        }
      },
    });
    for (const { name, records } of stores) {
      for (const { key, value } of records) await db.put(name, value, key);
    }
    db.close();

    const store = new IncidentStore();
    const found = await store.list();
    const left = stores.find(({ name }) => name === 'incidents')?.records ?? [];
    expect(left.length).toBeGreaterThan(2);
    expect(found.map(({ id }) => id).sort()).toEqual(left.map(({ key }) => key).sort());
    expect(store.setAside).toBeUndefined();
    for (const one of found) {
      expect(withCurrentNames(left.find(({ key }) => key === one.id)?.value)).toMatchObject({
        count: one.count,
        status: one.status,
        occurrences: one.occurrences,
        periods: one.periods,
        checks: one.checks,
        pasted: one.pasted,
      });
    }
    await store.put(found);
    expect(await new IncidentStore().list()).toEqual(found);
  });
});

describe('a database of version 1 may hold credentials', () => {
  const known = incidentOf([
    {
      headers: ['set-cookie: AWSALB=SECRET; Path=/', 'authorization: SECRET', 'server: nginx'],
      url: 'https://ann:SECRET@shop.example/',
      initiator: 'https://ann:SECRET@www.shop.example/',
    },
  ]);

  test.each([
    [DATABASE, () => new IncidentStore().list()],
    [STAND_IN, readStandIn],
  ])('none is left on the disk once %s was read', async (name, read) => {
    const old = await openDB(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('incidents').createIndex('lastSeen', 'lastSeen');
        fresh.createObjectStore('aside', { autoIncrement: true });
      },
    });
    await old.put('incidents', { ...known, counted: ['1 1'] }, known.id);
    await old.put('aside', { record: { ...known, count: 'three' }, found: 1 });
    old.close();

    await read();
    const db = await openDB(name);
    const left = [await db.getAll('incidents'), await db.getAll('aside')];
    db.close();
    expect(JSON.stringify(left)).not.toContain('SECRET');
    expect(left).toMatchObject([
      [{ id: known.id, counted: ['1 1'] }],
      [{ record: { id: known.id, count: 'three' }, found: 1 }],
    ]);
    expect(JSON.stringify(left)).toContain('AWSALB=[6 characters]; Path=/');
  });

  test('and none comes out of a record that holds one all the same, as a file or an older hand may leave it', async () => {
    const store = new IncidentStore();
    await store.put([known]);
    expect(JSON.stringify(await store.list())).not.toContain('SECRET');
    expect(
      JSON.stringify(
        sessionFrom({
          hostHistories: [],
          tabs: [],
          unsaved: [{ incident: known, counted: [] }],
          unwritten: [],
        }),
      ),
    ).not.toContain('SECRET');
  });
});

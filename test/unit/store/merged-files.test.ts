import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { Recorder } from '../../../src/background/recorder.js';
import { fileParts } from '../../../src/incidents/file/format.js';
import { planImport } from '../../../src/incidents/file/import-plan.js';
import { readFile } from '../../../src/incidents/file/read-file.js';
import { IncidentCache } from '../../../src/incidents/incident-cache.js';
import { IncidentStore } from '../../../src/incidents/store/incidents.js';
import type { Incident } from '../../../src/model/incident.js';
import { DEFAULT_SETTINGS } from '../../../src/model/settings.js';
import { sourcesOf } from '../../../src/model/sources.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** A history of a browser, in a database of its own. */
function history() {
  globalThis.indexedDB = new IDBFactory();
  const store = new IncidentStore();
  const none = () => undefined;
  const cache = new IncidentCache({
    incidentStore: store,
    unsavedChanged: async () => undefined,
    keepsNothing: () => false,
    failed: (error) => {
      throw error;
    },
    ...{ changed: none, counted: none, forgotten: none, made: none, pushedOut: none, lost: none },
  });
  const recorder = new Recorder({
    cache,
    agent: async () => ({ name: 'chromium', version: '156' }),
    inJournal: () => false,
    counted: none,
  });
  const incidentsOf = (file: string): readonly Incident[] => {
    const read = readFile(file, NOON);
    if (!read.ok) throw new Error(read.problem.key);
    return read.incidents;
  };
  const take = (file: string) => recorder.import(incidentsOf(file));
  const plan = async (file: string) =>
    planImport(incidentsOf(file), await store.list(), DEFAULT_SETTINGS, NOON);
  return { store, cache, recorder, take, plan };
}

const MACHINES = 10;
const EACH = 1000;
/** Each machine met so many hosts that the one before had met as well. */
const SHARED = 500;

/** All under one name, as a company's hosts are. `n`: the machine. */
const seenBy = (n: number): Incident[] =>
  Array.from({ length: EACH }, (_, at) => {
    const host = n * (EACH - SHARED) + at;
    return incidentOf(
      { url: `https://h${host}.corp.example/`, time: NOON - 1_000_000 + n * 10_000 + at },
      { count: 1 + (host % 3) },
    );
  });

const FILES = Array.from({ length: MACHINES }, (_, n) => fileParts(seenBy(n), NOON, `machine ${n}`).join(''));
const ALL = Array.from({ length: MACHINES }, (_, n) => seenBy(n)).flat();
const sum = (incidents: readonly Incident[]): number => incidents.reduce((all, { count }) => all + count, 0);
const byId = (incidents: readonly Incident[]): Incident[] =>
  incidents.toSorted((a, b) => (a.id < b.id ? -1 : 1));
/** How often each machine saw each. */
const parts = (incidents: readonly Incident[]): string[] =>
  incidents
    .flatMap((incident) => sourcesOf(incident).map(({ label, count }) => `${incident.id} ${label} ${count}`))
    .sort();

test('ten files of a thousand incidents: none is lost, none counts twice, and the same files change nothing', async () => {
  const { store, take, plan } = history();
  const last = FILES.at(-1) ?? '';
  for (const file of FILES.slice(0, -1)) await take(file);
  expect(await plan(last)).toEqual({ kind: 'fits', doomed: 0 });
  await take(last);
  const once = byId(await store.list());
  expect(once).toHaveLength(MACHINES * (EACH - SHARED) + SHARED);
  expect(sum(once)).toBe(sum(ALL));
  expect(parts(once)).toEqual(
    Array.from({ length: MACHINES }, (_, n) =>
      seenBy(n).map(({ id, count }) => `${id} machine ${n} ${count}`),
    )
      .flat()
      .sort(),
  );
  // One name under which there are thousands is no flood, for no page of this browser made them.
  expect(await store.beyondShares()).toEqual([]);

  for (const file of FILES) expect(await take(file)).toEqual({ added: 0, merged: 0, same: EACH });
  expect(byId(await store.list())).toEqual(once);

  // Again as one file, for another browser.
  const all = fileParts(once, NOON, 'all of them').join('');
  const other = history();
  await other.take(all);
  expect(parts(await other.store.list())).toEqual(parts(once));
  expect(await other.take(FILES[3] ?? '')).toEqual({ added: 0, merged: 0, same: EACH });
}, 120_000);

test('what was deleted and is brought back has its parts', async () => {
  const { store, cache, recorder, take } = history();
  for (const file of FILES.slice(0, 2)) await take(file);
  const before = byId(await store.list());
  const gone = before.slice(0, 700);
  await cache.forget(gone.map(({ id }) => id));
  expect(await store.list()).toHaveLength(before.length - gone.length);
  await recorder.import(gone);
  expect(byId(await store.list())).toEqual(before);
}, 60_000);

test('a later file of a machine takes the place of its part alone', async () => {
  const { store, take } = history();
  for (const file of FILES.slice(0, 2)) await take(file);
  const before = sum(await store.list());
  const later = seenBy(0).map((incident) => ({ ...incident, count: incident.count + 5, lastSeen: NOON }));
  expect(await take(fileParts(later, NOON, 'machine 0').join(''))).toMatchObject({ merged: EACH });
  expect(sum(await store.list())).toBe(before + 5 * EACH);
}, 60_000);

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { PrivateArea } from '../../../src/incidents/store/private-area.js';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test('gives back what an earlier life set, but for what was removed', async () => {
  const first = new PrivateArea();
  await Promise.all([first.set({ a: 1, b: { c: [2] } }), first.set({ d: 'e' })]);
  await first.set({ a: 3 });
  await first.remove(['d', 'never there']);
  expect(await new PrivateArea().get()).toEqual({ a: 3, b: { c: [2] } });
});

test('is empty at first', async () => {
  expect(await new PrivateArea().get()).toEqual({});
});

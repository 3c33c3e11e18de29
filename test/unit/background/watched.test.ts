import { describe, expect, it } from 'vitest';
import { WatchedDocuments } from '../../../src/background/watched.js';
import { Storage } from './life.js';

const TAB = 7;

function scene(storage = new Storage()) {
  const watched = new WatchedDocuments({
    get: async () => storage.get(null),
    set: async (items) => storage.set(items),
    remove: async (keys) => storage.remove(keys),
  });
  watched.restore(storage.get(null));
  const at = (documentId: string | undefined, throughHistory = false) => ({
    tabId: TAB,
    url: 'https://shop.example/',
    time: 0,
    ...(documentId === undefined ? {} : { documentId }),
    ...(throughHistory ? { throughHistory: true as const } : {}),
  });
  return {
    storage,
    watched,
    begins: (access = true) => watched.begun(TAB, Promise.resolve(access)),
    shows: (documentId?: string, throughHistory = false) => watched.committed(at(documentId, throughHistory)),
    parses: (documentId?: string) => watched.parsed(at(documentId)),
    isWatched: (documentId?: string) => watched.isWatched(TAB, documentId),
  };
}

// With and without names of documents, as browsers give them or do not.
describe.each([['D1'], [undefined]])('the document %s', (one) => {
  it('is watched if its navigation was heard to begin', async () => {
    const { begins, shows, isWatched } = scene();
    await begins();
    await shows(one);
    expect(await isWatched(one)).toBe(true);
  });

  it('is not, if nothing was heard of it before it was shown', async () => {
    const { shows, parses, isWatched } = scene();
    await shows(one);
    await parses(one);
    expect(await isWatched(one)).toBe(false);
  });

  it('is not, if there was no access when its navigation began', async () => {
    const { begins, shows, isWatched } = scene();
    await begins(false);
    await shows(one);
    expect(await isWatched(one)).toBe(false);
  });

  it('is not, once access was taken away', async () => {
    const { watched, begins, shows, isWatched } = scene();
    await begins();
    await shows(one);
    watched.accessLost();
    expect(await isWatched(one)).toBe(false);
  });

  it('is not, if it is a leftover of the back/forward cache from before', async () => {
    const { begins, shows, isWatched } = scene();
    await begins();
    await shows(one, true);
    expect(await isWatched(one)).toBe(false);
  });

  it('is watched, if "back" loads it anew', async () => {
    const { begins, shows, parses, isWatched } = scene();
    await begins();
    await shows(one, true);
    await parses(one);
    expect(await isWatched(one)).toBe(true);
  });

  it('is known to a later life', async () => {
    const { storage, begins, shows } = scene();
    await begins();
    await shows(one);
    expect(await scene(storage).isWatched(one)).toBe(true);
    const { watched, isWatched } = scene(storage);
    watched.closed(TAB);
    expect(await isWatched(one)).toBe(false);
    expect(storage.items).toEqual({});
  });

  it('began in one life and is shown in the next', async () => {
    const { storage, begins } = scene();
    await begins();
    const { shows, isWatched } = scene(storage);
    await shows(one);
    expect(await isWatched(one)).toBe(true);
  });
});

it('a page that is still parsed while the next navigation begins is no more watched than before', async () => {
  const { begins, parses, isWatched } = scene();
  await begins();
  await parses('before');
  expect(await isWatched('before')).toBe(false);
});

it('a watched document is known again when it comes out of the back/forward cache', async () => {
  const { begins, shows, isWatched } = scene();
  await begins();
  await shows('D1');
  await begins();
  await shows('D2');
  await begins();
  await shows('D1', true);
  expect(await isWatched('D1')).toBe(true);
});

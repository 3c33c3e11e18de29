import { describe, expect, it } from 'vitest';
import { fileParts } from '../../../src/incidents/file/format.js';
import { createLogStore } from '../../../src/pages/history/log/log-store.js';
import type { ReadingWatch } from '../../../src/pages/history/log/read-in-worker.js';
import { isOwnFile } from '../../../src/pages/history/log/route-file.js';
import { failure } from '../../../src/sources/log/note.js';
import { incidentOf, NOON } from '../../fixtures/build.js';
import { recordedHar, recording } from '../../fixtures/netlog/recordings.js';
import { readingOf } from '../netlog/read.js';

describe('where a file goes', () => {
  it('is the import for what Missent wrote', async () => {
    const incident = incidentOf({ url: 'https://shop.example/', time: NOON });
    expect(await isOwnFile(new Blob(fileParts([incident], NOON)))).toBe(true);
    expect(await isOwnFile(new Blob([`\ufeff  {"format": "missent-report"}`]))).toBe(true);
  });

  it('is the reader of logs for everything else', async () => {
    expect(await isOwnFile(new Blob([new Uint8Array(recording('coalesced').log)]))).toBe(false);
    expect(await isOwnFile(new Blob([recordedHar('firefox-quiet').har]))).toBe(false);
    expect(await isOwnFile(new Blob(['{"log": "missent-incidents"}']))).toBe(false);
    expect(await isOwnFile(new Blob([]))).toBe(false);
  });

  it('is the reader of logs for what cannot be had', async () => {
    const gone = new Blob(['{"schema": "missent-incidents"}']);
    gone.slice = () => {
      throw new DOMException('it was moved', 'NotFoundError');
    };
    expect(await isOwnFile(gone)).toBe(false);
  });
});

describe('the log of a page', () => {
  const file = new File(['0123456789'], 'net.json');

  /** A reader that does nothing by itself; how often each was stopped. */
  function staged() {
    const watches: ReadingWatch[] = [];
    const stopped: number[] = [];
    const store = createLogStore((_, watch) => {
      const index = watches.push(watch) - 1;
      return () => stopped.push(index);
    });
    return { store, watches, stopped };
  }

  it('tells how far it is, and then what it read', async () => {
    const { store, watches } = staged();
    expect(store.state.value).toEqual({ kind: 'none' });
    store.open(file);
    watches[0]?.progress(4, 10);
    expect(store.state.value).toEqual({ kind: 'reading', file: { name: 'net.json', size: 10 }, bytes: 4 });
    const reading = await readingOf(recording('coalesced').log);
    watches[0]?.ended({ kind: 'read', result: { read: true, reading } });
    expect(store.state.value).toMatchObject({ kind: 'read', reading });
  });

  it('tells why nothing was read', () => {
    const { store, watches } = staged();
    store.open(file);
    watches[0]?.ended({ kind: 'read', result: { read: false, failure: failure('empty') } });
    expect(store.state.value).toMatchObject({ kind: 'refused', failure: { key: 'netlog_empty' } });
    store.open(file);
    watches[1]?.ended({ kind: 'failed', message: 'NotFoundError' });
    expect(store.state.value).toMatchObject({ kind: 'failed', message: 'NotFoundError' });
  });

  it('is stopped by a cancel, and by the next file', () => {
    const { store, stopped } = staged();
    store.open(file);
    store.open(file);
    expect(stopped).toEqual([0]);
    store.cancel();
    expect(stopped).toEqual([0, 1]);
    expect(store.state.value).toEqual({ kind: 'none' });
  });
});

import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileParts } from '../../../src/incidents/file/format.js';
import { createLogStore } from '../../../src/pages/history/log/log-store.js';
import type { ReadingWatch } from '../../../src/pages/history/log/read-in-worker.js';
import { routeOf } from '../../../src/pages/history/log/route-file.js';
import { failure } from '../../../src/sources/log/note.js';
import type { ReadingResult } from '../../../src/sources/log/reading.js';
import { incidentOf, NOON } from '../../fixtures/build.js';
import { recordedHar, recording } from '../../fixtures/netlog/recordings.js';
import { readingOf } from '../netlog/read.js';

describe('where a file goes', () => {
  it('is the import for what Missent wrote', async () => {
    const incident = incidentOf({ url: 'https://shop.example/', time: NOON });
    expect(await routeOf(new Blob(fileParts([incident], NOON)))).toBe('import');
    expect(await routeOf(new Blob([`\ufeff  {"format": "missent-report"}`]))).toBe('import');
  });

  it('is the reader of logs for everything else', async () => {
    expect(await routeOf(new Blob([new Uint8Array(recording('coalesced').log)]))).toBe('log');
    expect(await routeOf(new Blob([recordedHar('firefox-quiet').har]))).toBe('log');
    expect(await routeOf(new Blob(['{"log": "missent-incidents"}']))).toBe('log');
    expect(await routeOf(new Blob([]))).toBe('log');
  });

  it('is the reader of responses for text, and for a server’s lines of JSON', async () => {
    expect(await routeOf(new Blob(['HTTP/1.1 421 Misdirected Request\r\n\r\n']))).toBe('text');
    const apache = '[Fri Nov 27 16:47:24 2026] [ssl:error] AH02032: Hostname a.example provided via SNI';
    expect(await routeOf(new Blob([apache]))).toBe('text');
    const line = '{"method":"GET","path":"/","authority":"a.example","response_code":421}';
    expect(await routeOf(new Blob([`${line}\n`]))).toBe('text');
  });

  it('is the reader of responses for a server’s log that is packed, or whose first 421 comes late', async () => {
    const clf = '192.0.2.9 - - [27/Nov/2026:16:47:28 +0000] "GET / HTTP/1.1" 421 322 "-" "curl/8.5.0"\n';
    expect(await routeOf(new Blob([new Uint8Array(gzipSync(clf))]))).toBe('text');
    const utf16 = Buffer.from(`\ufeff$ curl -i https://a.example/\r\n${clf}`, 'utf16le');
    expect(await routeOf(new Blob([new Uint8Array(utf16)]))).toBe('text');
    const good = '{"request":{"method":"GET","host":"a.example","uri":"/"},"status":200}\n';
    expect(await routeOf(new Blob([good.repeat(2000)]))).toBe('text');
    const report =
      '{"type":"network-error","method":"GET","path":"/","status_code":421,"url":"https://a.example/"}\n';
    expect(await routeOf(new Blob([report.repeat(3)]))).toBe('log');
  });

  it('is the reader of logs for what cannot be had', async () => {
    const gone = new Blob(['{"schema": "missent-incidents"}']);
    gone.slice = () => {
      throw new DOMException('it was moved', 'NotFoundError');
    };
    expect(await routeOf(gone)).toBe('log');
  });
});

describe('the log of a page', () => {
  const file = new File(['0123456789'], 'net.json');

  /** A reader that does nothing by itself; how often each was stopped. */
  function staged() {
    const watches: ReadingWatch<ReadingResult>[] = [];
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
    watches[1]?.ended({ kind: 'failed', why: 'gone', message: 'NotFoundError' });
    expect(store.state.value).toMatchObject({ kind: 'failed', why: 'gone', message: 'NotFoundError' });
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

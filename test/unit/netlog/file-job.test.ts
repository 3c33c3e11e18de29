import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runJob, startJob, type WorkerReply } from '../../../src/sources/log/file-job.js';
import type { Bytes } from '../../../src/sources/log/read-file.js';
import type { ReadingResult } from '../../../src/sources/log/reading.js';
import { recordedHar, recording } from '../../fixtures/netlog/recordings.js';
import { CHANGED, readingOf } from './read.js';

const { log } = recording('coalesced');
const fileOf = (...parts: BlobPart[]) => new File(parts, 'log.json', { lastModified: CHANGED });
const bytes = (data: Uint8Array) => new Uint8Array(data);

/** Events of no use, a million bytes at a time. */
const FILLER = `{"phase":0,"source":{"id":1,"type":1},"time":"1","type":99999},\n`.repeat(16_000);

/** Runs a job to its last response. */
function run(file: File) {
  return new Promise<WorkerReply<ReadingResult>[]>((resolve) => {
    const responses: WorkerReply<ReadingResult>[] = [];
    startJob(file, (response) => {
      responses.push(response);
      if (response.type !== 'progress') resolve(responses);
    });
  });
}

/** A log with so much in it that progress is reported. */
function long(): File {
  const text = new TextDecoder().decode(log);
  const at = text.indexOf('\n', text.indexOf('"events"')) + 1;
  return fileOf(text.slice(0, at), ...Array<string>(80).fill(FILLER), text.slice(at));
}

describe('a job of the worker', { timeout: 60_000 }, () => {
  it('reads a file and gives the result', async () => {
    const responses = await run(fileOf(bytes(log)));
    expect(responses.at(-1)).toEqual({ type: 'done', result: { read: true, reading: await readingOf(log) } });
  });

  it('says why a file cannot be read', async () => {
    expect((await run(fileOf('no'))).at(-1)).toEqual({
      type: 'done',
      result: { read: false, failure: { id: 'not-a-log', key: 'netlog_not_a_log' } },
    });
    expect((await run(fileOf())).at(-1)).toEqual({
      type: 'done',
      result: { read: false, failure: { id: 'empty', key: 'netlog_empty' } },
    });
  });

  it('unpacks gzip', async () => {
    const responses = await run(fileOf(bytes(gzipSync(log))));
    expect(responses.at(-1)).toEqual({ type: 'done', result: { read: true, reading: await readingOf(log) } });
  });

  it('reads a packed file that was cut off as far as it goes', async () => {
    const packed = gzipSync(log);
    const [last] = (await run(fileOf(bytes(packed.subarray(0, packed.length / 2))))).slice(-1);
    expect(last).toMatchObject({ type: 'done', result: { read: true, reading: { kind: 'netlog' } } });
  });

  it('takes a packed file that is none for no log', async () => {
    expect((await run(fileOf(Uint8Array.of(0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8)))).at(-1)).toEqual({
      type: 'done',
      result: { read: false, failure: { id: 'not-a-log', key: 'netlog_not_a_log' } },
    });
  });

  it('tells its progress, which never goes back', async () => {
    const file = long();
    const responses = await run(file);
    const done = responses.flatMap((response) => (response.type === 'progress' ? response.bytes : []));
    expect(done.length).toBeGreaterThan(0);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBeLessThanOrEqual(file.size);
    expect(responses.at(-1)).toMatchObject({
      type: 'done',
      result: { read: true, reading: { summary: { hidden: 1 } } },
    });
  });

  it('says so when the file cannot be had', async () => {
    const file = fileOf(bytes(log));
    file.slice = () => {
      throw new DOMException('it was moved', 'NotFoundError');
    };
    expect(await run(file)).toEqual([{ type: 'failed', why: 'gone', error: 'NotFoundError: it was moved' }]);
  });
});

describe('a reader with a fault', () => {
  const faulty = (read: (open: Bytes) => Promise<unknown>) =>
    new Promise<WorkerReply<unknown>>((resolve) => runJob(fileOf(bytes(log)), read, resolve));
  const reply = { type: 'failed', why: 'fault', error: 'TypeError: x is undefined' };

  it('says that it failed, and not that the file cannot be had', async () => {
    const fault = new TypeError('x is undefined');
    expect(
      await faulty(async () => {
        throw fault;
      }),
    ).toEqual(reply);
    expect(
      await faulty(async (open) => {
        for await (const _ of open()) throw fault;
      }),
    ).toEqual(reply);
  });
});

describe('a file in another wrapping', { timeout: 60_000 }, () => {
  const { har } = recordedHar('chromium-own-connection');
  const expected = async () => ({ type: 'done', result: { read: true, reading: await readingOf(har) } });
  const utf16 = (text: string, swapped: boolean): Uint8Array<ArrayBuffer> => {
    const bytes = Buffer.from(text, 'utf16le');
    return new Uint8Array(swapped ? bytes.swap16() : bytes);
  };

  it.each([
    ['zlib, as mitmproxy’s .zhar', new Uint8Array(deflateSync(har, { level: 9 }))],
    ['gzip', new Uint8Array(gzipSync(har))],
    ['UTF-16 with a byte order mark', utf16(`\ufeff${har}`, false)],
    ['UTF-16, big end first', utf16(`\ufeff${har}`, true)],
    ['UTF-16 without a mark', utf16(har, false)],
    ['UTF-16, big end first, without a mark', utf16(har, true)],
    ['UTF-16 in gzip', new Uint8Array(gzipSync(utf16(`\ufeff${har}`, false)))],
    [
      'a zip archive',
      zipOf(
        [
          ['a.png', 'x'.repeat(99_999)],
          ['har.har', har],
        ],
        8,
      ),
    ],
    ['a zip archive that packs nothing', zipOf([['page.json', har]], 0)],
  ])('%s', async (_, packed) => {
    expect((await run(fileOf(packed))).at(-1)).toEqual(await expected());
  });

  it.each([
    ['a zip archive without a log', zipOf([['a.png', 'x']], 8)],
    ['a zip archive that was cut off', zipOf([['har.har', har]], 8).slice(0, -30)],
    ['a zip archive that lies', zipOf([['har.har', har]], 8, { at: 0xfffffff0 })],
    ['bytes that look like zlib', Uint8Array.of(0x78, 0x9c, 1, 2, 3)],
  ])('%s is no log', async (_, packed) => {
    expect((await run(fileOf(packed))).at(-1)).toMatchObject({
      type: 'done',
      result: { read: false, failure: { id: 'not-a-log' } },
    });
  });
});

/** A zip archive (APPNOTE.TXT) with what its reader needs. `at`: where the directory says that the first file begins. */
function zipOf(
  files: readonly (readonly [name: string, text: string])[],
  method: 0 | 8,
  { at }: { at?: number } = {},
): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const [name, text] of files) {
    const data = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at ?? Buffer.concat(parts).length, 42);
    directory.push(entry, Buffer.from(name));
    parts.push(local, Buffer.from(name), data);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(Buffer.concat(parts).length, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}

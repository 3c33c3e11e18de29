import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { startJob } from '../../../src/sources/log/file-job.js';
import type { WorkerReply } from '../../../src/sources/log/worker-messages.js';
import { recording } from '../../fixtures/netlog/recordings.js';
import { CHANGED, readingOf } from './read.js';

const { log } = recording('coalesced');
const fileOf = (...parts: BlobPart[]) => new File(parts, 'log.json', { lastModified: CHANGED });
const bytes = (data: Uint8Array) => new Uint8Array(data);

/** Events of no use, a million bytes at a time. */
const FILLER = `{"phase":0,"source":{"id":1,"type":1},"time":"1","type":99999},\n`.repeat(16_000);

/** Runs a job to its last response. */
function run(file: File) {
  return new Promise<WorkerReply[]>((resolve) => {
    const responses: WorkerReply[] = [];
    startJob(file, (response) => {
      responses.push(response);
      if (response.type !== 'progress') resolve(responses);
    });
  });
}

/** A log with so much in it that progress is told. */
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
    expect(await run(fileOf('no'))).toEqual([
      { type: 'done', result: { read: false, failure: { key: 'netlog_not_a_log' } } },
    ]);
    expect(await run(fileOf())).toEqual([
      { type: 'done', result: { read: false, failure: { key: 'netlog_empty' } } },
    ]);
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
    expect(await run(fileOf(Uint8Array.of(0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8)))).toEqual([
      { type: 'done', result: { read: false, failure: { key: 'netlog_not_a_log' } } },
    ]);
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
    expect(await run(file)).toEqual([{ type: 'failed', error: 'NotFoundError: it was moved' }]);
  });
});

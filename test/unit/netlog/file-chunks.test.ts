import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { fileChunks } from '../../../src/sources/log/file-chunks.js';

/** 2.6 MB, in which no chunk is like the next. */
const bytes = Buffer.from('It is not what it was before.'.repeat(90_000));

async function readAll(file: Blob): Promise<{ readonly isWhole: boolean; readonly done: number[] }> {
  const pieces: Buffer[] = [];
  const done: number[] = [];
  for await (const chunk of fileChunks(file)) {
    pieces.push(Buffer.from(chunk.bytes));
    done.push(chunk.done);
  }
  return { isWhole: Buffer.concat(pieces).equals(bytes), done };
}

describe('the bytes of a file', () => {
  it('come in large chunks, with how far the file is read', async () => {
    const { isWhole, done } = await readAll(new Blob([bytes]));
    expect(isWhole).toBe(true);
    expect(done).toEqual([1 << 20, 2 << 20, bytes.length]);
  });

  it('come also where a stream of a file is none of bytes', async () => {
    const file = new Blob([bytes]);
    Object.defineProperty(file, 'stream', { value: () => new ReadableStream() });
    expect((await readAll(file)).isWhole).toBe(true);
  });

  it('of an empty file are none', async () => {
    expect((await readAll(new Blob([]))).done).toEqual([]);
  });

  it('that cannot be read end with the browser’s reason', async () => {
    const file = new Blob([bytes]);
    const failing = new ReadableStream({
      type: 'bytes',
      pull: () => Promise.reject(new TypeError('network error')),
    });
    Object.defineProperty(file, 'stream', { value: () => failing });
    const moved = { arrayBuffer: () => Promise.reject(new Error('the file was moved')) };
    const slice = file.slice.bind(file);
    Object.defineProperty(file, 'slice', {
      value: (from: number, to: number) => (to - from === 1 ? moved : slice(from, to)),
    });
    await expect(readAll(file)).rejects.toThrow('the file was moved');
  });

  it('come also where the browser collects a reader that nothing else holds', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const file = new Blob([bytes]);
    let reader: WeakRef<{ settle?: (result: object) => void }> | undefined;
    // As in Chromium: nothing but the reader itself knows of a read that is under way.
    const getReader = () => {
      const made: { settle?: (result: object) => void } = {};
      reader = new WeakRef(made);
      return Object.assign(made, {
        read: () =>
          new Promise((resolve) => {
            made.settle = resolve;
          }),
        cancel: () => Promise.resolve(),
      });
    };
    Object.defineProperty(file, 'stream', { value: () => ({ getReader }) });
    let ended = false;
    readAll(file).then(() => {
      ended = true;
    });
    await expect.poll(() => reader?.deref()?.settle !== undefined).toBe(true);
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    reader?.deref()?.settle?.({ done: true, value: undefined });
    await expect.poll(() => ended).toBe(true);
  });
});

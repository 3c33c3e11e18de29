import { readFile } from '../../../src/sources/log/read-file.js';
import type { Reading, ReadingResult } from '../../../src/sources/log/reading.js';

/** When the files of these tests were "last changed". */
export const CHANGED = Date.UTC(2026, 10, 23, 12);

const encoder = new TextEncoder();

/** The parts of a file one after the other, as a disk gives them. */
export async function* inPieces(
  file: Uint8Array | string,
  sizes: readonly number[] = [1 << 16],
): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = typeof file === 'string' ? encoder.encode(file) : file;
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield bytes.slice(at, at + size);
    at += size;
  }
}

export const read = (file: Uint8Array | string, sizes?: readonly number[]): Promise<ReadingResult> =>
  readFile(() => inPieces(file, sizes), { changed: CHANGED });

/** Of a file that can be read. */
export async function readingOf(file: Uint8Array | string, sizes?: readonly number[]): Promise<Reading> {
  const result = await read(file, sizes);
  if (!result.read) throw new Error(`not read: ${result.failure.key}`);
  return result.reading;
}

export const noteKeys = ({ notes }: Reading): string[] => notes.map(({ key }) => key);

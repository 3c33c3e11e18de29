import { logInZip } from './zip.js';

/** Bytes that are taken from a file at a time: read in some 10 ms. */
const CHUNK = 1 << 20;
/** Bytes that show how a file is packed. */
const HEAD = 4;

/** `done` counts the file's own bytes, also where it is packed. `bytes` are there until the next chunk is asked for. */
export interface FileChunk {
  readonly bytes: Uint8Array;
  readonly done: number;
}

/** The bytes of a file in pieces; those of a packed file unpacked, those of a UTF-16 text as UTF-8. */
export async function* fileChunks(file: Blob): AsyncGenerator<FileChunk, void, undefined> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const format = packedAs(head);
  yield* inUtf8(format === undefined ? plain(file) : unpacked(file, format, head));
}

/** gzip (RFC 1952), zlib (RFC 1950; mitmproxy's `.zhar`), or a zip archive (Playwright's `.har.zip`). */
function packedAs([a = 0, b = 0, c = 0, d = 0]: Uint8Array): 'gzip' | 'deflate' | 'zip' | undefined {
  if (a === 0x1f && b === 0x8b) return 'gzip';
  // Window of 32 KB and no dictionary, at each of the four levels: no text begins so.
  if (a === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(b)) return 'deflate';
  return a === 0x50 && b === 0x4b && c === 3 && d === 4 ? 'zip' : undefined;
}

/**
 * Readers at work. What only waits for its own promise is garbage to Chromium, together with that promise: then the reading
 * stands still for ever (measured: 156; of File.stream() read in mode "byob" alone).
 */
const atWork = new Set<ReadableStreamBYOBReader>();

/**
 * Into one buffer again and again. A buffer for each chunk is kept by Chromium until it collects its own garbage: 90 MB in a file
 * of 200, and it took twice as long (measured: 156).
 */
async function* plain(file: Blob, before = 0): AsyncGenerator<FileChunk, void, undefined> {
  const reader = byteReader(file);
  if (reader === undefined) return yield* sliced(file, before);
  let buffer = new ArrayBuffer(CHUNK);
  let at = 0;
  atWork.add(reader);
  try {
    for (let ended = false; !ended; ) {
      let filled = 0;
      while (filled < CHUNK && !ended) {
        const { done, value } = await reader
          .read(new Uint8Array(buffer, filled))
          .catch(() => reasonOf(file, at));
        filled += value?.length ?? 0;
        ended = done;
        if (value !== undefined) buffer = value.buffer;
      }
      at += filled;
      if (filled > 0) yield { bytes: new Uint8Array(buffer, 0, filled), done: before + at };
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    atWork.delete(reader);
  }
}

/** Undefined where the browser's streams of files are none of bytes. */
function byteReader(file: Blob): ReadableStreamBYOBReader | undefined {
  try {
    return file.stream().getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}

/** Rejects with what the browser says of a file that cannot be read: of a stream it says that the network failed. */
async function reasonOf(file: Blob, at: number): Promise<never> {
  await file.slice(at, at + 1).arrayBuffer();
  throw new Error('the file cannot be read');
}

async function* sliced(file: Blob, before: number): AsyncGenerator<FileChunk, void, undefined> {
  for (let at = 0; at < file.size; at += CHUNK) {
    const bytes = new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer());
    yield { bytes, done: before + at + bytes.length };
  }
}

async function* unpacked(
  file: Blob,
  format: 'gzip' | 'deflate' | 'zip',
  head: Uint8Array,
): AsyncGenerator<FileChunk, void, undefined> {
  const entry = format === 'zip' ? await logInZip(file) : { data: file, offset: 0, format };
  // Cut off or damaged: it ends there. Where it never began, its packed bytes show that it is no log.
  if (entry === undefined) yield { bytes: head, done: head.length };
  else if (entry.format === 'stored') yield* plain(entry.data, entry.offset);
  else yield* inflated(entry.data, entry.format, entry.offset, head);
}

async function* inflated(
  data: Blob,
  format: CompressionFormat,
  before: number,
  head: Uint8Array,
): AsyncGenerator<FileChunk, void, undefined> {
  let done = 0;
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const bytes = new Uint8Array(await data.slice(done, done + CHUNK).arrayBuffer());
      done += bytes.length;
      if (bytes.length === 0) controller.close();
      else controller.enqueue(bytes);
    },
  });
  const reader = packed.pipeThrough(new DecompressionStream(format)).getReader();
  let any = false;
  try {
    for (;;) {
      const { done: ended, value } = await reader.read();
      if (ended) return;
      any = true;
      yield { bytes: value, done: before + done };
    }
  } catch {
    if (!any) yield { bytes: head, done };
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** PowerShell's `>` writes UTF-16 with a byte order mark; without one, JSON's first two characters show it (RFC 4627 section 3). */
function utf16As([a, b, , d]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && d === 0)) return 'utf-16le';
  return (a === 0xfe && b === 0xff) || (a === 0 && b !== undefined && b !== 0) ? 'utf-16be' : undefined;
}

/** Hands chunks on as they are, or where they are UTF-16 text, as UTF-8. Half a character waits for the next chunk. */
async function* inUtf8<Chunk extends { readonly bytes: Uint8Array }>(
  chunks: AsyncIterable<Chunk>,
): AsyncGenerator<Chunk, void, undefined> {
  let decoder: TextDecoder | undefined;
  let begun = false;
  const encoder = new TextEncoder();
  for await (const chunk of chunks) {
    const { bytes } = chunk;
    if (!begun && bytes.length > 0) {
      const encoding = utf16As(bytes);
      decoder = encoding && new TextDecoder(encoding);
      begun = true;
    }
    yield decoder === undefined
      ? chunk
      : { ...chunk, bytes: encoder.encode(decoder.decode(bytes, { stream: true })) };
  }
}

/** Bytes that are taken from a file at a time: read in some 10 ms. */
const CHUNK = 1 << 20;

const GZIP = [0x1f, 0x8b];

/** `done` counts the file's own bytes, also where it is packed. */
export interface FileChunk {
  readonly bytes: Uint8Array;
  readonly done: number;
}

/** The bytes of a file in pieces; those of a gzip file (RFC 1952) unpacked. */
export async function* fileChunks(file: Blob): AsyncGenerator<FileChunk, void, undefined> {
  const head = new Uint8Array(await file.slice(0, GZIP.length).arrayBuffer());
  if (GZIP.every((byte, at) => head[at] === byte)) yield* unpacked(file);
  else yield* plain(file);
}

async function* plain(file: Blob): AsyncGenerator<FileChunk, void, undefined> {
  for (let at = 0; at < file.size; at += CHUNK) {
    const bytes = new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer());
    yield { bytes, done: at + bytes.length };
  }
}

async function* unpacked(file: Blob): AsyncGenerator<FileChunk, void, undefined> {
  let done = 0;
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const bytes = new Uint8Array(await file.slice(done, done + CHUNK).arrayBuffer());
      done += bytes.length;
      if (bytes.length === 0) controller.close();
      else controller.enqueue(bytes);
    },
  });
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
  let any = false;
  try {
    for (;;) {
      const { done: ended, value } = await reader.read();
      if (ended) return;
      any = true;
      yield { bytes: value, done };
    }
  } catch {
    // Cut off or damaged: it ends here. Where it never began, its packed bytes show that it is no log.
    if (!any) yield { bytes: Uint8Array.from(GZIP), done };
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** PowerShell's `>` writes UTF-16 with a byte order mark; without one, JSON's first two characters show it (RFC 4627 section 3). */
function utf16As([a, b, , d]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && d === 0)) return 'utf-16le';
  return (a === 0xfe && b === 0xff) || (a === 0 && b !== undefined && b !== 0) ? 'utf-16be' : undefined;
}

/** Hands chunks on as they are, or where they are UTF-16 text, as UTF-8. Half a character waits for the next chunk. */
export async function* inUtf8<Chunk extends { readonly bytes: Uint8Array }>(
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

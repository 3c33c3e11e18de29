// The encoder that browsers and Node do not have: they decode the encodings of the Encoding standard, and encode UTF-8 alone.

const decoder = new TextDecoder('gb18030', { fatal: true });

/** Every character that one, two, or four bytes of it stand for, up to U+FFFF; GB 18030 has them all. */
function charactersByBytes(): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  const note = (...bytes: readonly number[]): void => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      if (!found.has(character)) found.set(character, bytes);
    } catch {
      // These bytes stand for nothing.
    }
  };
  const range = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);
  for (const one of range(0, 0x7f)) note(one);
  for (const one of range(0x81, 0xfe)) for (const two of range(0x40, 0xfe)) if (two !== 0x7f) note(one, two);
  for (const one of range(0x81, 0x84))
    for (const two of range(0x30, 0x39))
      for (const three of range(0x81, 0xfe))
        for (const four of range(0x30, 0x39)) note(one, two, three, four);
  return found;
}

let characters: ReadonlyMap<string, readonly number[]> | undefined;

/** Throws where a character lies beyond U+FFFF. */
export function gb18030(text: string): Uint8Array {
  characters ??= charactersByBytes();
  const known = characters;
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = known.get(character);
      if (bytes === undefined) throw new Error(`no GB 18030 for ${character}`);
      return bytes;
    }),
  );
}

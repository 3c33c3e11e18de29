import { CLOSE_OBJECT, isSpace, LINE_FEED } from './ascii.js';

/** Bytes of a line's indentation, with its line feed and brace. */
const MAX_TAIL = 64;

/**
 * How an object ends that was written with indentation: the line feed, white space and brace of its last line. Undefined
 * where something else stands on that line.
 */
export function tailOf(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
  if (bytes[end - 1] !== CLOSE_OBJECT) return undefined;
  for (let at = end - 2; at >= Math.max(start, end - MAX_TAIL) && isSpace(bytes[at]); at--) {
    if (bytes[at] === LINE_FEED) return bytes.slice(at, end);
  }
  return undefined;
}

/**
 * The offset after the first such tail; -1 where there is none before `to`. Elements of one list are indented alike, so it
 * most likely ends the element that was begun before `from`. Whether it does, parsing shows: no object of JSON begins with
 * another whole one. Most bytes are passed over: what is neither white space nor a brace is in no tail, and within
 * indentation the engine's own search finds the next brace.
 */
export function tailEnd(bytes: Uint8Array, from: number, to: number, tail: Uint8Array): number {
  const known = bytes.subarray(0, to);
  const last = tail.length - 1;
  let at = from + last;
  while (at < to) {
    const byte = known[at];
    if (byte === CLOSE_OBJECT) {
      let back = 1;
      while (back <= last && known[at - back] === tail[last - back]) back++;
      if (back > last) return at + 1;
      at += tail.length;
    } else if (isSpace(byte)) {
      at = known.indexOf(CLOSE_OBJECT, at + 1);
      if (at < 0) return -1;
    } else at += tail.length;
  }
  return -1;
}

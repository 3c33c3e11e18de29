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
 * another whole one. Most bytes are passed over (Horspool's search).
 */
export function tailEnd(bytes: Uint8Array, from: number, to: number, tail: Uint8Array): number {
  const last = tail.length - 1;
  let at = from + last;
  while (at < to) {
    const byte = bytes[at];
    if (byte === CLOSE_OBJECT) {
      let back = 1;
      while (back <= last && bytes[at - back] === tail[last - back]) back++;
      if (back > last) return at + 1;
      at += tail.length;
    } else at += isSpace(byte) ? stepOf(tail, byte) : tail.length;
  }
  return -1;
}

/** How far this byte of the text is from the end of the tail at the least. */
function stepOf(tail: Uint8Array, byte: number | undefined): number {
  const last = tail.length - 1;
  for (let back = 1; back <= last; back++) if (tail[last - back] === byte) return back;
  return tail.length;
}

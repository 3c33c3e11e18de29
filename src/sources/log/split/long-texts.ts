import { BACKSLASH, COMMA, isSpace, LINE_FEED, QUOTE } from './ascii.js';
import { GOES_ON, ValueEnd } from './value-end.js';

/** Bytes of a text from which on the rest is left out: more than MAX_BODY_BYTES characters, each written as `\u0041`. */
const KEPT = 1 << 15;
/** Bytes of a text that is worth cutting. */
const LONG = KEPT + (1 << 13);
const MAX_NAME = 100;
/** Bytes of `\u0041` and of `\n`. */
const LONG_ESCAPE = 6;
const SHORT_ESCAPE = 2;
const LETTER_U = 0x75;

/** From one offset to the next. */
export type Part = readonly [from: number, to: number];

/**
 * The parts of a JSON value that are worth parsing: where a text ends its line, as a body does in a file with indentation, and
 * is long, its middle is left out. What they make together is as valid as the whole.
 */
export function wantedParts(bytes: Uint8Array, start: number, end: number): readonly Part[] {
  const parts: Part[] = [];
  let from = start;
  for (let line = start; end - line > LONG; ) {
    const found = bytes.subarray(line, end).indexOf(LINE_FEED);
    const lineEnd = found < 0 ? end : line + found;
    const middle = lineEnd - line > LONG ? middleOfText(bytes, line, lineEnd) : undefined;
    if (middle !== undefined) {
      parts.push([from, middle[0]]);
      from = middle[1];
    }
    line = lineEnd + 1;
  }
  return [...parts, [from, end]];
}

/** Of a line `"name": "text",`: what may be left out of the text. Undefined for every other line. */
function middleOfText(bytes: Uint8Array, line: number, lineEnd: number): Part | undefined {
  let from = line;
  while (from < lineEnd && isSpace(bytes[from])) from++;
  const nameEnd = new ValueEnd().find(bytes, from, lineEnd);
  if (bytes[from] !== QUOTE || nameEnd === GOES_ON || nameEnd - from > MAX_NAME) return undefined;
  let text = nameEnd;
  while (text < lineEnd && bytes[text] !== QUOTE) text++;
  const textEnd = new ValueEnd().find(bytes, text, lineEnd);
  if (textEnd === GOES_ON || textEnd - text < LONG) return undefined;
  let rest = textEnd;
  while (rest < lineEnd && (isSpace(bytes[rest]) || bytes[rest] === COMMA)) rest++;
  return rest === lineEnd ? [wholeFrom(bytes, text + 1, text + KEPT), textEnd - 1] : undefined;
}

/** The first offset from `at` on that is neither inside an escape nor inside a character of UTF-8. `from`: of the text. */
function wholeFrom(bytes: Uint8Array, from: number, at: number): number {
  let whole = from;
  while (whole < at || ((bytes[whole] ?? 0) & 0xc0) === 0x80) {
    if (bytes[whole] === BACKSLASH) whole += bytes[whole + 1] === LETTER_U ? LONG_ESCAPE : SHORT_ESCAPE;
    else whole++;
  }
  return whole;
}

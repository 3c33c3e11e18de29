import {
  asciiBytes,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  endsWith,
  isDigit,
  isSpace,
  QUOTE,
  startsWith,
} from './ascii.js';

const TYPE = asciiBytes(',"type":');
const TIME = asciiBytes(',"time":"');
const PARAMS = asciiBytes('{"params":{');
const PHASE = asciiBytes('{"phase":');

/** One event that stands alone on its line, as Chromium writes it. */
export interface EventLine {
  /** Offset after the event's closing brace. */
  readonly end: number;
  /** Number of the event's type. */
  readonly type: number;
}

/**
 * Reads the type of an event off the end of its line, without parsing the line. Chromium writes the members of an
 * event in alphabetical order, so a line is `{"params":{…},"phase":…,"source":{…},"time":"…","type":…},`
 * (net/log/net_log_entry.cc, base::Value::Dict is sorted). Undefined for every other line.
 */
export function readEventLine(bytes: Uint8Array, start: number, lineEnd: number): EventLine | undefined {
  if (!startsWith(bytes, start, PARAMS) && !startsWith(bytes, start, PHASE)) return undefined;
  const end = withoutTail(bytes, start, lineEnd);
  if (bytes[end - 1] !== CLOSE_OBJECT) return undefined;
  const typeEnd = end - 1;
  const typeStart = digitsBefore(bytes, start, typeEnd);
  if (typeStart === typeEnd || typeEnd - typeStart > 5 || !endsWith(bytes, typeStart, TYPE)) return undefined;
  const timeEnd = typeStart - TYPE.length - 1;
  const timeStart = digitsBefore(bytes, start, timeEnd);
  if (bytes[timeEnd] !== QUOTE || timeStart === timeEnd || !endsWith(bytes, timeStart, TIME))
    return undefined;
  let type = 0;
  for (let at = typeStart; at < typeEnd; at++) type = type * 10 + (bytes[at] ?? 0) - 0x30;
  return { end, type };
}

/** Offset after the last byte that belongs to the element: line ends, commas and the list's bracket do not. */
export function withoutTail(bytes: Uint8Array, start: number, lineEnd: number): number {
  let end = lineEnd;
  while (
    end > start &&
    (isSpace(bytes[end - 1]) || bytes[end - 1] === COMMA || bytes[end - 1] === CLOSE_LIST)
  ) {
    end--;
  }
  return end;
}

function digitsBefore(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && isDigit(bytes[at - 1])) at--;
  return at;
}

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
const THEN_PHASE = asciiBytes(',"phase":');
const SOURCE = asciiBytes(',"source":{"id":');
const START_TIME = asciiBytes(',"start_time":"');

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
  return { end, type: numberAt(bytes, typeStart, typeEnd) };
}

/** What stands around the parameters of an event, and where these stand. */
export interface EventParts {
  /** Offsets of their first byte and after their last one; absent where the event has none. */
  readonly params?: readonly [from: number, to: number];
  readonly phase: number;
  readonly source: { readonly id: number };
  /** In ticks. */
  readonly time: number;
  readonly type: number;
}

/**
 * The same line taken apart from its end, as Chromium writes it: `…,"phase":0,"source":{"id":1,"start_time":"2","type":3},"time":"4","type":5}`.
 * Undefined for every other one, as those of Chromium before 90, which have no `start_time`. `end`: after its brace.
 */
export function readEventParts(bytes: Uint8Array, start: number, end: number): EventParts | undefined {
  const type = digitsBefore(bytes, start, end - 1);
  const time = digitsBefore(bytes, start, type - TYPE.length - 1);
  const sourceEnd = time - TIME.length - 1;
  if (bytes[sourceEnd] !== CLOSE_OBJECT) return undefined;
  const kind = digitsBefore(bytes, start, sourceEnd);
  const started = digitsBefore(bytes, start, kind - TYPE.length - 1);
  const idEnd = started - START_TIME.length;
  const id = digitsBefore(bytes, start, idEnd);
  const phaseEnd = id - SOURCE.length;
  const phase = digitsBefore(bytes, start, phaseEnd);
  const isOne =
    endsWith(bytes, kind, TYPE) &&
    bytes[kind - TYPE.length - 1] === QUOTE &&
    endsWith(bytes, started, START_TIME) &&
    endsWith(bytes, id, SOURCE) &&
    idEnd - id > 0 &&
    idEnd - id < MAX_DIGITS &&
    phaseEnd - phase === 1;
  if (!isOne) return undefined;
  const parts = {
    phase: numberAt(bytes, phase, phaseEnd),
    source: { id: numberAt(bytes, id, idEnd) },
    time: numberAt(bytes, time, type - TYPE.length - 1),
    type: numberAt(bytes, type, end - 1),
  };
  if (startsWith(bytes, start, PHASE)) return phase === start + PHASE.length ? parts : undefined;
  const params = [start + PARAMS.length - 1, phase - THEN_PHASE.length] as const;
  return startsWith(bytes, start, PARAMS) && endsWith(bytes, phase, THEN_PHASE)
    ? { ...parts, params }
    : undefined;
}

/** Digits of a number that is exact. */
const MAX_DIGITS = 16;

function numberAt(bytes: Uint8Array, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + (bytes[at] ?? 0) - 0x30;
  return number;
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

import { isObject, type JsonObject, parseJson } from '../log/json.js';
import { type NelReport, readReport } from './report.js';

/** Reports that were found together. */
export interface Upload {
  readonly reports: readonly NelReport[];
  /** They are what a browser sent at one time, so that none of their number is missing. */
  readonly whole: boolean;
  /** When a collector received them, in ms since the epoch. */
  readonly time: number | undefined;
}

/** Objects in objects, and texts that hold JSON, are looked into so far. */
const MAX_DEPTH = 8;
/** Chromium sends at most this many in one upload (net/reporting/reporting_policy.h, max_report_count). */
const MAX_REPORTS = 100;
/** Characters of a text that is tried as JSON. */
const MAX_TEXT = 1 << 22;

/** Fields in which collectors write when they received something. */
const TIMES = [
  '@timestamp',
  'timestamp',
  'received_at',
  'receivedAt',
  'received',
  'time',
  'ts',
  'date',
  'datetime',
];

/**
 * The reports in one value of a collector's file: an upload as the browser sent it (a list), a report of its own, or
 * either of them in a field of another record, also as a text.
 */
export function* uploadsIn(value: unknown): Generator<Upload, void, undefined> {
  yield* within(value, undefined, MAX_DEPTH);
}

function* within(
  value: unknown,
  time: number | undefined,
  depth: number,
): Generator<Upload, void, undefined> {
  if (depth === 0) return;
  if (typeof value === 'string') {
    if (value.length <= MAX_TEXT && /^\s{0,80}[[{]/.test(value))
      yield* within(parseJson(value), time, depth - 1);
  } else if (Array.isArray(value)) yield* inList(value, time, depth);
  else if (isObject(value)) {
    const own = timeOf(value) ?? time;
    const report = readReport(value);
    if (report !== undefined) yield { reports: [report], whole: false, time: own };
    else for (const member of Object.values(value)) yield* within(member, own, depth - 1);
  }
}

function* inList(
  list: readonly unknown[],
  time: number | undefined,
  depth: number,
): Generator<Upload, void, undefined> {
  const found = list.map((element) => (isObject(element) ? readReport(element) : undefined));
  const reports = found.flatMap((report) => report ?? []);
  if (reports.length > 0) yield { reports, whole: isUpload(list), time };
  // A list may hold records of another kind, with or without reports beside them.
  for (const [index, element] of list.entries()) {
    if (found[index] === undefined) yield* within(element, time, depth - 1);
  }
}

/** More, or of several browsers: somebody put several uploads together. */
function isUpload(list: readonly unknown[]): boolean {
  const agents = new Set(list.map((report) => (isObject(report) ? report.user_agent : undefined)));
  return list.length <= MAX_REPORTS && agents.size <= 1;
}

/** ISO 8601, or seconds or ms since the epoch, which are told apart by their size. */
function timeOf(record: JsonObject): number | undefined {
  for (const name of TIMES) {
    const value = record[name];
    const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
    if (number > 1e9 && number < 1e10) return number * 1000;
    if (number > 1e12 && number < 1e13) return number;
    const parsed = typeof value === 'string' && value.length < 40 ? Date.parse(value) : Number.NaN;
    if (Number.isFinite(parsed)) return parsed;
  }
  return undefined;
}

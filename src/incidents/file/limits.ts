// What Missent itself never writes, and a file may say all the same: times that cannot be, counts that do not fit, texts
// and lists without end. All times in ms since the epoch.
import { MAX_PASTED } from '../../model/check.js';
import { MAX_BODY_BYTES } from '../../model/exchange.js';
import { MAX_PERIODS } from '../../model/host-history.js';
import { type Incident, MAX_COUNT, MAX_NEIGHBOURS, MAX_OCCURRENCES } from '../../model/incident.js';
import { MAX_SOURCES, type Source } from '../../model/source.js';

/** The clock of the machine that wrote the file may be ahead. */
const CLOCKS_APART_MS = 86_400_000;
/** Characters of any text in an incident; of a certificate in base64. */
const MAX_TEXT = 5000;
const MAX_CERTIFICATE = 22_000;
/** Elements of any list in an incident: names of a certificate. */
const MAX_LIST = 2000;
/** Characters of all of an incident. */
const MAX_INCIDENT = 2 ** 20;
/** One of each check. */
const MAX_CHECKS = 10;
/** `count` of a neighbour that no response came from is 0. */
const COUNTS: ReadonlySet<string> = new Set(['count', 'misdirected']);
const TIMES: ReadonlySet<string> = new Set(['time', 'firstSeen', 'lastSeen', 'from', 'to']);

/** The path of the first field that cannot be; undefined: there is none. */
export function impossibleField(incident: Incident, now: number): string | undefined {
  const { occurrences, neighbours, periods, checks, pasted, count, sources } = incident;
  if (occurrences.length > MAX_OCCURRENCES) return 'occurrences';
  if (neighbours.length > MAX_NEIGHBOURS) return 'neighbours';
  if (periods.length > MAX_PERIODS) return 'periods';
  if (checks.length > MAX_CHECKS || new Set(checks.map(({ id }) => id)).size < checks.length) return 'checks';
  if (pasted.length > MAX_PASTED) return 'pasted';
  if (count < Math.max(1, occurrences.length)) return 'count';
  if (sources && !addUp(sources, count)) return 'sources';
  const field = impossibleIn(incident, '', now + CLOCKS_APART_MS);
  return field ?? (JSON.stringify(incident).length > MAX_INCIDENT ? 'incident' : undefined);
}

/** Each label once, and together the count. */
const addUp = (sources: readonly Source[], count: number): boolean =>
  sources.length <= MAX_SOURCES &&
  new Set(sources.map(({ label }) => label)).size === sources.length &&
  sources.every((source) => source.count > 0) &&
  Math.min(
    MAX_COUNT,
    sources.reduce((sum, source) => sum + source.count, 0),
  ) === count;

/** Names that stand for a first and a last one. */
const SPANS = [
  ['firstSeen', 'lastSeen'],
  ['from', 'to'],
] as const;

function impossibleIn(value: unknown, path: string, latest: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) && value.length > MAX_LIST) return path;
  for (const [name, field] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (isImpossible(name, field, latest)) return at;
    const inner = impossibleIn(field, at, latest);
    if (inner !== undefined) return inner;
  }
  for (const [first, last] of SPANS) {
    const [from, to]: unknown[] = [Reflect.get(value, first), Reflect.get(value, last)];
    if (typeof from === 'number' && typeof to === 'number' && from > to) {
      return path === '' ? first : `${path}.${first}`;
    }
  }
  return undefined;
}

function isImpossible(name: string, field: unknown, latest: number): boolean {
  if (typeof field === 'string') {
    if (name === 'leafDer') return field.length > MAX_CERTIFICATE;
    return field.length > (name === 'text' ? MAX_BODY_BYTES : MAX_TEXT);
  }
  if (typeof field !== 'number') return false;
  if (TIMES.has(name)) return field < 0 || field > latest;
  return COUNTS.has(name) && (field < 0 || field > MAX_COUNT);
}

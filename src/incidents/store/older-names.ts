import { hostPortFrom } from '../../model/authority.js';

/** Fields that were called otherwise before 0.2: in the database, storage.session and exported files. */
const FIELDS: Readonly<Record<string, string | undefined>> = {
  answer: 'response',
  answers: 'responses',
  spells: 'periods',
  sightings: 'observations',
  ledgers: 'hostHistories',
  unshelved: 'unsaved',
};

/** A stored record is ten deep at most; nothing deeper is renamed. */
const MAX_DEPTH = 20;

/**
 * The record with today's names of fields and values; everything else as it is. A field that has today's name already
 * wins over one of the older name.
 */
export function withCurrentNames(record: unknown, depth = 0): unknown {
  if (typeof record !== 'object' || record === null || depth > MAX_DEPTH) return record;
  if (Array.isArray(record)) return record.map((one) => withCurrentNames(one, depth + 1));
  const entries = Object.entries(record).flatMap(([name, value]) => {
    const current = FIELDS[name];
    if (current !== undefined && Object.hasOwn(record, current)) return [];
    // The user's word on a retry (CheckResult.reported).
    const now = name === 'reported' && value === 'healed' ? 'recovered' : value;
    // Before 0.2 a text, e.g. `www.example:443` (Attempt.openedFor).
    if (name === 'openedFor' && typeof value === 'string') {
      const openedFor = hostPortFrom(value);
      return openedFor === undefined ? [] : [[name, openedFor]];
    }
    return [[current ?? name, withCurrentNames(now, depth + 1)]];
  });
  return Object.fromEntries(entries);
}

import { describe, expect, test } from 'vitest';
import { withOccurrences } from '../../../src/incidents/update-incident.js';
import type { Incident } from '../../../src/model/incident.js';
import { mergeIncidents } from '../../../src/model/merge.js';
import { labelOf, MAX_SOURCES } from '../../../src/model/source.js';
import { exportedAs, sourcesOf } from '../../../src/model/sources.js';
import { incidentOf, NOON, occurrenceOf } from '../../fixtures/build.js';

/** What one machine saw, at these ms after NOON, or `count` in all. */
const saw = (times: readonly number[], count = times.length): Incident =>
  incidentOf(
    times.map((time) => ({ time: NOON + time })),
    { count },
  );
const counts = (incident: Incident) =>
  Object.fromEntries(sourcesOf(incident).map(({ label, count }) => [label, count]));
const merged = (...all: readonly Incident[]): Incident => all.reduce(mergeIncidents);

describe('files of several machines', () => {
  const a = exportedAs(saw([1, 2], 7), 'a');
  const b = exportedAs(saw([3]), 'b');

  test('each has its own part, and they add up', () => {
    const all = merged(saw([9]), a, b);
    expect(counts(all)).toEqual({ '': 1, a: 7, b: 1 });
    expect(all.count).toBe(9);
    expect(all).toMatchObject({ firstSeen: NOON + 1, lastSeen: NOON + 9 });
    expect(all.occurrences.map(({ source = '' }) => source)).toEqual(['a', 'a', 'b', '']);
  });

  test('the same file again changes nothing, in whichever order', () => {
    const all = merged(a, b);
    expect(merged(all, a)).toEqual(all);
    expect(merged(all, b, a, b)).toEqual(all);
    expect(counts(merged(b, a))).toEqual(counts(all));
  });

  test('a later file of the same machine takes the place of its earlier one, and an earlier one does not', () => {
    const later = exportedAs(saw([2, 20], 9), 'a');
    expect(counts(merged(a, b, later))).toEqual({ a: 9, b: 1 });
    expect(counts(merged(later, b, a))).toEqual({ a: 9, b: 1 });
    // What was deleted there in the meantime does not come back.
    const begunAnew = exportedAs(saw([30]), 'a');
    expect(counts(merged(a, b, begunAnew))).toEqual({ a: 1, b: 1 });
  });

  test('a merged history that is exported again keeps its parts, and its own gets a label', () => {
    const again = exportedAs(merged(saw([9]), a, b), 'hub');
    expect(counts(again)).toEqual({ hub: 1, a: 7, b: 1 });
    expect(counts(merged(again, b, a))).toEqual({ hub: 1, a: 7, b: 1 });
    expect(again.occurrences.every(({ source }) => source !== undefined)).toBe(true);
  });

  test('what comes back to the machine that saw it is no other’s', () => {
    const own = saw([1, 2], 7);
    expect(merged(own, exportedAs(own, 'a'))).toEqual({ ...own, sources: undefined });
    const hub = exportedAs(merged(saw([9]), a, b), 'hub');
    expect(counts(merged(own, hub))).toEqual({ '': 7, hub: 1, b: 1 });
  });

  test('a file without a label is its machine’s, where its occurrences show that', () => {
    const all = merged(a, b);
    expect(counts(merged(all, saw([1, 2], 7)))).toEqual(counts(all));
  });

  test('after a new installation, what was seen before adds to what was seen since', () => {
    const restored = merged(saw([50]), a);
    expect(counts(restored)).toEqual({ '': 1, a: 7 });
    expect(counts(exportedAs(restored, 'a'))).toEqual({ a: 8 });
  });

  test('what this browser sees more is its own', () => {
    const more = withOccurrences(merged(a, b), [occurrenceOf({ time: NOON + 60 })]);
    expect(counts(more)).toEqual({ a: 7, b: 1, '': 1 });
    expect(more.count).toBe(9);
    const evenMore = withOccurrences(more, [occurrenceOf({ time: NOON + 70 })]);
    expect(sourcesOf(evenMore).find(({ label }) => label === '')).toEqual({
      ...{ label: '', count: 2, firstSeen: NOON + 60, lastSeen: NOON + 70 },
    });
  });

  test('are bounded in number, and this browser’s own is never the one to go', () => {
    const many = Array.from({ length: MAX_SOURCES + 5 }, (_, n) => exportedAs(saw([100 + n]), `m${n}`));
    const all = merged(saw([1]), ...many);
    expect(sourcesOf(all)).toHaveLength(MAX_SOURCES);
    expect(counts(all)).toMatchObject({ '': 1, [`m${MAX_SOURCES + 4}`]: 1 });
    expect(all.count).toBe(MAX_SOURCES);
  });
});

describe('a label', () => {
  test('is one line without anything unseen', () => {
    expect(labelOf('  Front\u202e \n desk\u0007 ')).toBe('Front desk');
    expect(labelOf('東京'.repeat(50))).toHaveLength(60);
    expect(labelOf('\u200b')).toBe('');
    expect(labelOf(labelOf(`${'x'.repeat(59)} y`))).toBe('x'.repeat(59));
  });
});

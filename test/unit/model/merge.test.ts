import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../../src/model/check.js';
import { mergeIncidents } from '../../../src/model/merge.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

const check = (time: number): CheckResult => ({ id: 'repeat', time, state: 'done', sent: [], responses: [] });

describe('two accounts of one incident', () => {
  test('the same file twice changes nothing', () => {
    const incident = incidentOf([{ time: NOON }, { time: NOON + 5 }], { checks: [check(NOON)] });
    expect(mergeIncidents(incident, structuredClone(incident))).toEqual(incident);
  });

  test('accounts that share nothing add up', () => {
    const merged = mergeIncidents(
      incidentOf([{ time: NOON + 9 }]),
      incidentOf([{ time: NOON }, { time: NOON + 5 }]),
    );
    expect(merged).toMatchObject({ count: 3, firstSeen: NOON, lastSeen: NOON + 9 });
    expect(merged.occurrences.map(({ exchange }) => exchange.time)).toEqual([NOON, NOON + 5, NOON + 9]);
  });

  test('where they overlap in part, no occurrence is lost from the count', () => {
    const merged = mergeIncidents(
      incidentOf([{ time: NOON }, { time: NOON + 1 }]),
      incidentOf([{ time: NOON + 1 }, { time: NOON + 2 }]),
    );
    expect(merged.count).toBe(3);
  });

  test('of a check that both have, the later result stands', () => {
    const here = incidentOf({}, { checks: [check(NOON)] });
    const there = incidentOf({}, { checks: [check(NOON + 60_000)] });
    expect(mergeIncidents(here, there).checks).toEqual([check(NOON + 60_000)]);
    expect(mergeIncidents(there, here).checks).toEqual([check(NOON + 60_000)]);
  });

  test('what is here stays, however much and however late the other has', () => {
    const times = (from: number) => Array.from({ length: 20 }, (_, n) => ({ time: from + n }));
    const here = incidentOf(times(NOON), {
      periods: Array.from({ length: 32 }, (_, n) => ({ kind: 'answered', from: n, to: n, count: 1 })),
    });
    const other = incidentOf(times(NOON + 1000), { count: 1_000_000_000 });
    const merged = mergeIncidents(here, other);
    expect(merged.occurrences).toEqual(here.occurrences);
    expect(merged.periods).toEqual(here.periods);
    expect(merged.count).toBe(1_000_000_000);
    const half = { ...here, occurrences: here.occurrences.slice(0, 15) };
    expect(mergeIncidents(half, other).occurrences).toEqual([
      ...half.occurrences,
      ...other.occurrences.slice(-5),
    ]);
  });

  test('the graver outcome stands', () => {
    const recovered = incidentOf({ outcome: 'recovered', status: 200 });
    expect(mergeIncidents(recovered, incidentOf({ time: NOON + 1 })).status).toBe('misdirected');
  });
});

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

  test('the graver outcome stands', () => {
    const recovered = incidentOf({ outcome: 'recovered', status: 200 });
    expect(mergeIncidents(recovered, incidentOf({ time: NOON + 1 })).status).toBe('misdirected');
  });
});

import { expect, test } from 'vitest';
import { readFacts } from '../../../../src/diagnosis/facts.js';
import {
  alternates,
  alwaysRefused,
  answeredMinutesBefore,
  turnedAfterLongSuccess,
} from '../../../../src/diagnosis/observed/history.js';
import type { HistoryPeriod } from '../../../../src/model/host-history.js';
import { incidentOf, NOON } from '../../../fixtures/build.js';
import { DAY, MINUTE, periods } from '../read.js';

const seen = (history: readonly HistoryPeriod[]) => {
  const facts = readFacts(incidentOf({}, { periods: history }));
  return {
    alternates: alternates(facts),
    turned: turnedAfterLongSuccess(facts),
    before: answeredMinutesBefore(facts),
    always: alwaysRefused(facts),
  };
};

test('a single refusal says nothing of time', () => {
  expect(seen(periods('misdirected', 1))).toEqual({
    alternates: false,
    turned: false,
    before: false,
    always: false,
  });
});

test('success, then a refusal minutes later, may be the first of a series in turn', () => {
  expect(seen(periods('answered', 2, 'misdirected', 1))).toMatchObject({ alternates: true, before: true });
});

test('success and refusal in turn', () => {
  expect(seen(periods('misdirected', 1, 'answered', 3, 'misdirected', 2)).alternates).toBe(true);
});

test('a hidden 421 that was recovered counts as success', () => {
  expect(seen(periods('misdirected', 1, 'recovered', 1, 'misdirected', 1)).alternates).toBe(true);
});

test('refusal, then success: most often it was fixed', () => {
  expect(seen(periods('misdirected', 5, 'answered', 5))).toMatchObject({ alternates: false, before: false });
});

test('success for days, then refusals that last: something was changed', () => {
  const history: HistoryPeriod[] = [
    { kind: 'answered', from: NOON - 30 * DAY, to: NOON - 8 * MINUTE, count: 400 },
    { kind: 'misdirected', from: NOON - 6 * MINUTE, to: NOON, count: 12 },
  ];
  expect(seen(history)).toMatchObject({ alternates: false, turned: true, always: false });
});

test('success long ago is neither in turn nor minutes before', () => {
  const history: HistoryPeriod[] = [
    { kind: 'answered', from: NOON - 30 * DAY, to: NOON - 2 * DAY, count: 400 },
    { kind: 'misdirected', from: NOON, to: NOON, count: 1 },
  ];
  expect(seen(history)).toEqual({ alternates: false, turned: true, before: false, always: false });
});

test('refused each time over some while', () => {
  expect(seen([{ kind: 'misdirected', from: NOON - 20 * MINUTE, to: NOON, count: 9 }]).always).toBe(true);
  expect(seen([{ kind: 'misdirected', from: NOON - 1000, to: NOON, count: 9 }]).always).toBe(false);
  expect(seen([]).always).toBe(false);
});

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

test('a path that is refused each time is no turn, whatever other paths are answered', () => {
  const history = (last: HistoryPeriod['paths']): HistoryPeriod[] => [
    { kind: 'answered', from: NOON - 4 * MINUTE, to: NOON - 3 * MINUTE, count: 3 },
    { kind: 'misdirected', from: NOON - 2 * MINUTE, to: NOON - 2 * MINUTE, count: 1, paths: 'first' },
    { kind: 'answered', from: NOON - MINUTE, to: NOON - MINUTE, count: 2 },
    { kind: 'misdirected', from: NOON, to: NOON, count: 1, ...(last ? { paths: last } : {}) },
  ];
  expect(seen(history('apart'))).toMatchObject({ alternates: false, before: true });
  // Each refusal at a path of its own may be chance.
  expect(seen(history('first')).alternates).toBe(true);
  expect(seen(history('both')).alternates).toBe(true);
  expect(seen(history('apart').slice(0, 2)).alternates).toBe(true);
});

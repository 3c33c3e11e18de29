import { expect, test } from 'vitest';
import { answeredSince } from '../../../src/model/answered-since.js';
import type { HistoryPeriod } from '../../../src/model/host-history.js';

const period = (kind: HistoryPeriod['kind'], from: number, to = from): HistoryPeriod => ({
  kind,
  from,
  to,
  count: 1,
});

test.each([
  ['an answer after the last refusal', [period('misdirected', 10), period('answered', 20, 30)], 20],
  ['refused again', [period('answered', 5), period('misdirected', 10)], undefined],
  ['an answer of before, the refusal not in the record', [period('answered', 5, 9)], undefined],
  ['nothing known', [], undefined],
  ['recovered by the browser is not answered as such', [period('recovered', 20)], undefined],
])('%s', (_, periods, since) => {
  expect(answeredSince({ status: 'misdirected', lastSeen: 10, periods })).toBe(since);
});

test('what never failed is not answered again', () => {
  expect(
    answeredSince({ status: 'recovered', lastSeen: 10, periods: [period('answered', 20)] }),
  ).toBeUndefined();
});

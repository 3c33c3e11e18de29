import { expect, test } from 'vitest';
import { countOf, countOutcomes, countSince } from '../../../src/model/counts.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

const page = (time: number) => ({ url: 'https://shop.example/', time });
const icon = (time: number) => ({ url: 'https://shop.example/favicon.ico', type: 'image' as const, time });

test('the browser’s own icon is not counted beside its page', () => {
  const incident = incidentOf([page(NOON), icon(NOON + 1), page(NOON + 2), icon(NOON + 3)]);
  expect(incident.count).toBe(4);
  expect(countOf(incident)).toBe(2);
  expect(countSince(incident, NOON + 2)).toBe(1);
});

test('an icon alone counts once', () => {
  const incident = incidentOf([icon(NOON)]);
  expect(countOf(incident)).toBe(1);
  expect(countSince(incident, NOON)).toBe(1);
});

test('an icon that is opened as a page is a page', () => {
  expect(countOf(incidentOf([{ ...icon(NOON), type: 'main_frame' as const }, page(NOON + 1)]))).toBe(2);
});

test('nothing since then is none', () => {
  expect(countSince(incidentOf([page(NOON)]), NOON + 1)).toBe(0);
});

test('hosts by outcome', () => {
  expect(countOutcomes(['recovered', 'misdirected', 'recovered'])).toEqual({
    misdirected: 1,
    recovered: 2,
    suspected: 0,
  });
});

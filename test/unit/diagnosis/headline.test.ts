import { describe, expect, test } from 'vitest';
import type { VisitorStep } from '../../../src/model/step.js';
import { APACHE, CUSTOM, NGINX } from '../../fixtures/server-pages.js';
import { CHROMIUM, check, diagnosed, FIREFOX, response, verdictOf } from './read.js';

const firstOf = (diagnosis: ReturnType<typeof diagnosed>) => {
  const [first] = diagnosis.findings;
  if (first === undefined) throw new Error('there is always a finding');
  return first;
};
const visitorSteps = (diagnosis: ReturnType<typeof diagnosed>): VisitorStep[] =>
  firstOf(diagnosis).steps.filter((step) => step.audience === 'visitor');

describe('the headline for visitors', () => {
  test.each([
    ['the address is at fault', { ...APACHE, url: 'https://shop.example./' }, 'headline_address'],
    ['nothing decides', CUSTOM, 'headline_not_certain'],
    ['the browser recovered', { ...APACHE, outcome: 'recovered' as const }, 'headline_recovered'],
  ])('%s', (_, sketch, key) => {
    expect(firstOf(diagnosed(sketch)).headline.key).toBe(key);
  });

  test('says no more than the confidence bears', () => {
    const seen = new Set<string>();
    for (const sketch of [APACHE, NGINX, CUSTOM]) {
      const { headline, confidence, cause } = firstOf(diagnosed(sketch));
      seen.add(confidence);
      if (confidence === 'possible' || cause === 'unknown') expect(headline.key).toBe('headline_not_certain');
      else expect(headline.key.endsWith(`_${confidence}`)).toBe(true);
    }
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('the first step of a visitor, where the cause is only possible', () => {
  test('is the cheapest harmless one of any cause that is left, once', () => {
    const diagnosis = diagnosed({ ...CUSTOM, url: 'http://shop.example/' });
    expect(verdictOf(diagnosis)).toMatch(/possible$/);
    const steps = visitorSteps(diagnosis);
    const trials = diagnosis.findings
      .flatMap((finding) => finding.steps)
      .flatMap((step) => (step.audience === 'visitor' && step.trial !== undefined ? [step.trial] : []));
    expect(trials.length).toBeGreaterThan(0);
    expect(steps[0]?.trial).toBe(Math.min(...trials));
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  });

  test('is a new connection where that is a click, else the checks', () => {
    const firstIn = (agent: typeof FIREFOX | typeof CHROMIUM) =>
      visitorSteps(diagnosed(CUSTOM, { agent }))[0]?.id;
    expect(firstIn(FIREFOX)).toBe('retry-fresh');
    expect(firstIn(CHROMIUM)).toBe('run-checks');
  });

  test('after the browser’s own retry no other one is offered', () => {
    const ids = visitorSteps(diagnosed({ ...APACHE, outcome: 'recovered' })).map(({ id }) => id);
    expect(ids).not.toContain('retry-fresh');
  });
});

describe('an application’s own words', () => {
  const words = (body: string, type = 'text/plain') =>
    diagnosed({ headers: [`Content-Type: ${type}`], body }).ownWords?.args;

  test.each([
    ['a sentence', 'Invalid  Host header\n', 'text/plain', 'Invalid Host header'],
    ['JSON', '{"error":{"message":"host not allowed"}}', 'application/json', 'host not allowed'],
    ['problem details', '{"title":"Wrong door"}', 'application/problem+json', 'Wrong door'],
    ['a page’s heading', '<html><H1 class="x">Not my host</H1><p>more</p>', 'text/html', 'Not my host'],
  ])('%s', (_, body, type, said) => {
    expect(words(body, type)).toEqual([said]);
  });

  test.each([
    ['the reason phrase', '421 Misdirected Request', 'text/plain'],
    ['nothing', '', 'text/plain'],
    ['JSON that was cut off', '{"message":"host not al', 'application/json'],
    ['JSON without words', '{"code":421}', 'application/json'],
    ['a novel', 'x'.repeat(161), 'text/plain'],
    ['markup in the heading', '<h1>No <img src=x></h1>', 'text/html'],
  ])('are none: %s', (_, body, type) => {
    expect(words(body, type)).toBeUndefined();
  });
});

test('checks that ran are not advised again', () => {
  const before = diagnosed(CUSTOM, { agent: CHROMIUM });
  const after = diagnosed(CUSTOM, { agent: CHROMIUM, checks: [check('repeat', [response(421)])] });
  expect(visitorSteps(before).map(({ id }) => id)).toContain('run-checks');
  expect(visitorSteps(after).map(({ id }) => id)).not.toContain('run-checks');
});

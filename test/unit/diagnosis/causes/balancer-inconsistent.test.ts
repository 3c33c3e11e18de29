import { expect, test } from 'vitest';
import { NOON } from '../../../fixtures/build.js';
import { CUSTOM, JSON_RESPONSE, NGINX } from '../../../fixtures/server-pages.js';
import {
  attempt,
  check,
  diagnosed,
  evidenceIds,
  FIREFOX,
  findingOf,
  MINUTE,
  neighbour,
  periods,
  response,
  verdictOf,
} from '../read.js';

const IN_TURN = { periods: periods('answered', 1, 'misdirected', 1, 'answered', 2, 'misdirected', 1) };

test('answered and refused in turn', () => {
  expect(verdictOf(diagnosed(NGINX, IN_TURN))).toBe('balancer-inconsistent likely');
  expect(verdictOf(diagnosed(CUSTOM, IN_TURN))).toBe('balancer-inconsistent likely');
});

test('recovered by Firefox’s retry, with no host to share a connection with', () => {
  const recovered = {
    outcome: 'recovered',
    status: 200,
    headers: ['Content-Type: text/html,text/html'],
  } as const;
  expect(evidenceIds(diagnosed(recovered, { agent: FIREFOX }), 'balancer-inconsistent')).toEqual([
    'recovered-without-neighbour',
  ]);
  const shared = diagnosed(recovered, { agent: FIREFOX, neighbours: [neighbour('www.shop.example')] });
  expect(findingOf(shared, 'balancer-inconsistent')).toBeUndefined();
});

test('a log shows a refusal on the host’s own connection that the next try did not meet', () => {
  const diagnosis = diagnosed(
    { outcome: 'recovered', status: 200, attempts: [attempt(421, { hidden: true }), attempt(200)] },
    { neighbours: [neighbour('www.shop.example')] },
  );
  expect(verdictOf(diagnosis)).toBe('balancer-inconsistent possible');
  expect(evidenceIds(diagnosis, 'balancer-inconsistent')).toEqual(['log-recovered-on-own']);
});

test('against it: a log shows that the host refused twice in a row', () => {
  const twice = { ...CUSTOM, attempts: [attempt(421, { hidden: true }), attempt(421)] };
  expect(verdictOf(diagnosed(twice, IN_TURN))).toBe('balancer-inconsistent possible');
  expect(evidenceIds(diagnosed(twice, IN_TURN), 'balancer-inconsistent')).toContain('log-refused-twice');
});

test('asked again, it answers', () => {
  const diagnosis = diagnosed(CUSTOM, { checks: [check('repeat', [response(200)])] });
  expect(verdictOf(diagnosis)).toBe('balancer-inconsistent possible');
});

test('the page itself on a fresh connection counts as much, and the later of the two holds', () => {
  const repeat = check('repeat', [response(421)]);
  const retry = check('retry', [response(200)], { time: repeat.time + MINUTE, way: 'reload' });
  const diagnosis = diagnosed(CUSTOM, { checks: [repeat, retry] });
  expect(findingOf(diagnosis, 'balancer-inconsistent')?.evidence[0]?.text.key).toBe(
    'evidence_retry_answered',
  );
  const told = check('retry', [], { way: 'private', reported: 'same', time: repeat.time + MINUTE });
  expect(
    findingOf(
      diagnosed(CUSTOM, { checks: [check('repeat', [response(200)]), told] }),
      'balancer-inconsistent',
    ),
  ).toBeUndefined();
});

test('against it: refused each time, or when asked again', () => {
  const steady = [{ kind: 'misdirected', from: NOON - 30 * MINUTE, to: NOON, count: 12 }] as const;
  expect(findingOf(diagnosed(NGINX, { periods: steady }), 'balancer-inconsistent')).toBeUndefined();
  const refused = diagnosed(NGINX, { ...IN_TURN, checks: [check('repeat', [response(421)])] });
  expect(evidenceIds(refused, 'balancer-inconsistent')).toContain('repeat-refused');
});

test('an application that answers some requests and not others is no balancer', () => {
  expect(findingOf(diagnosed(JSON_RESPONSE, IN_TURN), 'balancer-inconsistent')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { APACHE, CUSTOM, JSON_RESPONSE, NGINX } from '../pages.js';
import { check, diagnosed, evidenceIds, findingOf, response, scoreOf, verdictOf } from '../read.js';

test('JSON', () => {
  expect(verdictOf(diagnosed(JSON_RESPONSE))).toBe('application likely');
});

test('JSON by its text alone, though cut off', () => {
  const diagnosis = diagnosed({ headers: [], body: '{ "error": { "code": 421, "mess' });
  expect(evidenceIds(diagnosis, 'application')).toContain('json');
});

test('problem details (RFC 9457)', () => {
  const diagnosis = diagnosed({
    headers: ['Content-Type: application/problem+json; charset=utf-8'],
    body: null,
  });
  expect(verdictOf(diagnosis)).toBe('application likely');
});

test('plain http, where no SNI can differ', () => {
  expect(verdictOf(diagnosed({ ...CUSTOM, url: 'http://shop.example/' }))).toBe('application possible');
});

test('a response that speaks of the Host header', () => {
  const diagnosis = diagnosed({ headers: ['Content-Type: text/plain'], body: 'Rejected: bad Host header.' });
  expect(evidenceIds(diagnosis, 'application')).toContain('refuses-host');
});

test('a framework’s header, but not what a panel puts on every response', () => {
  const by = (value: string) => diagnosed({ ...CUSTOM, headers: [`X-Powered-By: ${value}`] });
  expect(evidenceIds(by('Express'), 'application')).toContain('framework-header');
  expect(findingOf(by('PleskLin'), 'application')).toBeUndefined();
});

test('another path of the host answers', () => {
  const diagnosis = diagnosed(CUSTOM, {
    checks: [check('repeat', [response(421)]), check('other_path', [response(200)])],
  });
  expect(verdictOf(diagnosis)).toBe('application possible');
});

test('against it: a server’s own page', () => {
  expect(findingOf(diagnosed(APACHE), 'application')).toBeUndefined();
  expect(findingOf(diagnosed(NGINX), 'application')).toBeUndefined();
});

test('against it: every path is refused', () => {
  const refused = diagnosed(JSON_RESPONSE, { checks: [check('other_path', [response(421)])] });
  expect(scoreOf(refused, 'application')).toBeLessThan(scoreOf(diagnosed(JSON_RESPONSE), 'application'));
});

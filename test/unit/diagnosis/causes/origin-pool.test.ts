import { expect, test } from 'vitest';
import { NOON } from '../../../fixtures/build.js';
import { APACHE, APACHE_BEHIND_NGINX } from '../../../fixtures/server-pages.js';
import {
  attempt,
  check,
  diagnosed,
  evidenceIds,
  FIREFOX,
  findingOf,
  MINUTE,
  periods,
  response,
  scoreOf,
  verdictOf,
} from '../read.js';

test('answered and refused within minutes, with Apache’s page under nginx', () => {
  const diagnosis = diagnosed(APACHE_BEHIND_NGINX, { periods: periods('answered', 2, 'misdirected', 1) });
  expect(verdictOf(diagnosis)).toBe('origin-pool likely');
  expect(evidenceIds(diagnosis, 'origin-pool')).toEqual(
    expect.arrayContaining(['alternates', 'gateway-alternates']),
  );
});

test('the same without a visible gateway', () => {
  const diagnosis = diagnosed(APACHE, {
    periods: periods('misdirected', 1, 'answered', 2, 'misdirected', 1),
  });
  expect(verdictOf(diagnosis)).toMatch(/^origin-pool/);
});

test('asked again, it answers', () => {
  const diagnosis = diagnosed(APACHE_BEHIND_NGINX, { checks: [check('repeat', [response(200)])] });
  expect(verdictOf(diagnosis)).toMatch(/^origin-pool/);
});

test('recovered by Firefox’s retry, with no host to share a connection with', () => {
  const diagnosis = diagnosed(
    { outcome: 'recovered', status: 200, headers: ['Content-Type: text/html; charset=iso-8859-1,text/html'] },
    { agent: FIREFOX },
  );
  expect(evidenceIds(diagnosis, 'origin-pool')).toEqual(
    expect.arrayContaining(['recovered-without-neighbour', 'recovered-sni-page']),
  );
});

test('a log shows Apache’s hidden page behind nginx, on the host’s own connection, and that it was recovered', () => {
  const headers = [{ name: 'content-type', value: 'text/html; charset=iso-8859-1' }];
  const diagnosis = diagnosed({
    outcome: 'recovered',
    status: 200,
    headers: ['Server: nginx/1.22.1', 'Content-Type: text/html'],
    attempts: [attempt(421, { hidden: true, headers }), attempt(200)],
  });
  expect(verdictOf(diagnosis)).toMatch(/^origin-pool/);
  expect(evidenceIds(diagnosis, 'origin-pool')).toEqual([
    'log-recovered-on-own',
    'recovered-sni-page',
    'recovered-behind-gateway',
  ]);
});

test('against it: refused each time', () => {
  const steady = [{ kind: 'misdirected', from: NOON - 30 * MINUTE, to: NOON, count: 12 }] as const;
  expect(findingOf(diagnosed(APACHE_BEHIND_NGINX, { periods: steady }), 'origin-pool')).toBeUndefined();
  const refused = diagnosed(APACHE_BEHIND_NGINX, { checks: [check('repeat', [response(421)])] });
  expect(scoreOf(refused, 'origin-pool')).toBeLessThan(
    scoreOf(diagnosed(APACHE_BEHIND_NGINX), 'origin-pool'),
  );
});

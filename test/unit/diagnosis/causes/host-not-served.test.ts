import { expect, test } from 'vitest';
import { APACHE, CUSTOM, NGINX } from '../../../fixtures/server-pages.js';
import {
  attempt,
  check,
  diagnosed,
  evidenceIds,
  findingOf,
  neighbour,
  pasted,
  periods,
  response,
  ruledOut,
  scoreOf,
  verdictOf,
} from '../read.js';

test('nginx’s page and nothing else', () => {
  expect(verdictOf(diagnosed(NGINX))).toBe('host-not-served possible');
});

test('every path refused, each time', () => {
  const diagnosis = diagnosed(NGINX, {
    checks: [
      check('repeat', [response(421)]),
      check('other_path', [response(421, { url: 'https://shop.example/robots.txt' })]),
    ],
  });
  expect(verdictOf(diagnosis)).toBe('host-not-served likely');
  expect(evidenceIds(diagnosis, 'host-not-served')).toContain('refused-on-every-path');
});

test('a neighbour that is well lifts nothing: nginx’s own check, too, refuses one host beside others', () => {
  const diagnosis = diagnosed(NGINX, { neighbours: [neighbour('other.example')] });
  expect(verdictOf(diagnosis)).toBe('host-not-served possible');
  expect(findingOf(diagnosis, 'origin-sni')).toBeDefined();
});

test('a log shows that it was refused twice in a row, also on a connection of its own', () => {
  const twice = { attempts: [attempt(421, { hidden: true }), attempt(421)] };
  expect(evidenceIds(diagnosed({ ...NGINX, ...twice }), 'host-not-served')).toContain('log-refused-twice');
  const once = diagnosed({ ...NGINX, attempts: [attempt(421)] });
  expect(evidenceIds(once, 'host-not-served')).not.toContain('log-refused-twice');
  // Who compares SNI with Host refuses for another reason.
  expect(evidenceIds(diagnosed({ ...APACHE, ...twice }), 'host-not-served')).not.toContain(
    'log-refused-twice',
  );
});

test('a certificate for other names', () => {
  const diagnosis = diagnosed({ ...NGINX, tls: { domainMismatch: true } });
  expect(evidenceIds(diagnosis, 'host-not-served')).toContain('certificate-lacks-host');
});

test('excluded where another path answers', () => {
  const diagnosis = diagnosed(NGINX, {
    checks: [
      check('repeat', [response(421)]),
      check('other_path', [response(200, { url: 'https://shop.example/robots.txt' })]),
    ],
  });
  expect(ruledOut(diagnosis)['host-not-served']).toBe('evidence_other_path_answered');
});

test('against it: it answers again, elsewhere, or did minutes before', () => {
  const again = diagnosed(NGINX, { checks: [check('repeat', [response(200)])] });
  expect(findingOf(again, 'host-not-served')).toBeUndefined();
  const elsewhere = diagnosed(NGINX, { pasted: [pasted({ status: 200 })] });
  expect(findingOf(elsewhere, 'host-not-served')).toBeUndefined();
  const before = diagnosed(NGINX, { periods: periods('answered', 2, 'misdirected', 1) });
  expect(scoreOf(before, 'host-not-served')).toBeLessThan(scoreOf(diagnosed(NGINX), 'host-not-served'));
});

test('a page of no known server is not enough', () => {
  expect(verdictOf(diagnosed(CUSTOM))).toBe('unknown possible');
});

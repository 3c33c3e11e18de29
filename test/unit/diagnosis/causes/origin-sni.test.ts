import { expect, test } from 'vitest';
import { APACHE, APACHE_BEHIND_NGINX, APACHE_PAGE, APACHE_TYPE, JSON_ANSWER } from '../pages.js';
import {
  answer,
  check,
  diagnosed,
  evidenceIds,
  findingOf,
  neighbour,
  pasted,
  STEADILY,
  scoreOf,
  spells,
  verdictOf,
} from '../read.js';

test('Apache’s page under another server’s name, each time, decides', () => {
  const diagnosis = diagnosed(APACHE_BEHIND_NGINX, STEADILY);
  expect(verdictOf(diagnosis)).toBe('origin-sni certain');
  expect(evidenceIds(diagnosis, 'origin-sni')).toContain('apache-behind-front');
  expect(diagnosis.emitter?.id).toBe('apache');
  expect(diagnosis.fronts.map(({ id }) => id)).toEqual(['nginx']);
  expect(diagnosis.findings[0]?.verdict).toEqual({
    key: 'cause_origin_sni_verdict_both',
    args: ['nginx', 'Apache httpd'],
  });
});

test('seen once, it may be a kept connection of another host', () => {
  const diagnosis = diagnosed(APACHE_BEHIND_NGINX);
  expect(verdictOf(diagnosis)).toBe('origin-sni likely');
  expect(findingOf(diagnosis, 'origin-pool')).toBeDefined();
});

test('Apache alone: a front is likely, for a browser by itself sends SNI = Host', () => {
  expect(verdictOf(diagnosed(APACHE))).toBe('origin-sni likely');
});

test('a server of an unknown name over Apache’s page is likely a front, not surely', () => {
  const diagnosis = diagnosed({ headers: ['Server: Gatekeeper', APACHE_TYPE], body: APACHE_PAGE });
  expect(verdictOf(diagnosis)).toBe('origin-sni likely');
  expect(evidenceIds(diagnosis, 'origin-sni')).toContain('comparer-behind-front');
});

test('Apache complains of SNI though the browser used plain http', () => {
  const overHttp = { ...APACHE, url: 'http://shop.example/' };
  expect(verdictOf(diagnosed(overHttp))).toBe('origin-sni likely');
  expect(verdictOf(diagnosed(overHttp, STEADILY))).toBe('origin-sni certain');
});

test('an empty 421 under nginx’s name was written behind it', () => {
  const diagnosis = diagnosed({
    headers: ['Server: nginx', 'Content-Length: 0', 'Alt-Svc: h3=":443"; ma=2592000'],
    body: '',
  });
  expect(evidenceIds(diagnosis, 'origin-sni')).toEqual(
    expect.arrayContaining(['empty-behind-front', 'alt-svc-behind-front']),
  );
  expect(diagnosis.findings[0]?.confidence).not.toBe('certain');
});

test('neighbours that are refused, or that answer, fit it', () => {
  const other = (parts: object) => diagnosed(APACHE, { neighbours: [neighbour('other.example', parts)] });
  expect(evidenceIds(other({ lastStatus: 421, misdirected: 2 }), 'origin-sni')).toContain(
    'neighbour-refused',
  );
  expect(evidenceIds(other({}), 'origin-sni')).toContain('neighbour-answered');
});

test('the origin asked past its front: an answer is for it, a refusal against', () => {
  const asked = (status: number) =>
    diagnosed(APACHE, { pasted: [pasted({ status, address: '198.51.100.7' })] });
  expect(scoreOf(asked(200), 'origin-sni')).toBeGreaterThan(scoreOf(diagnosed(APACHE), 'origin-sni'));
  expect(findingOf(asked(421), 'origin-sni')).toBeUndefined();
});

test('against it: the host answers when asked again, or in turn', () => {
  const again = diagnosed(APACHE_BEHIND_NGINX, { checks: [check('repeat', [answer(200)])] });
  expect(verdictOf(again)).not.toMatch(/^origin-sni/);
  const inTurn = diagnosed(APACHE_BEHIND_NGINX, {
    spells: spells('answered', 2, 'misdirected', 1, 'answered', 2, 'misdirected', 1),
  });
  expect(verdictOf(inTurn)).not.toMatch(/^origin-sni/);
});

test('an application’s answer says nothing of it', () => {
  expect(findingOf(diagnosed(JSON_ANSWER), 'origin-sni')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { CADDY, CUSTOM, HAPROXY, NGINX } from '../../../fixtures/server-pages.js';
import { check, diagnosed, evidenceIds, findingOf, response, scoreOf, verdictOf } from '../read.js';

test('Caddy’s empty 421; of HAProxy’s rules more refuse hosts that they do not know', () => {
  expect(verdictOf(diagnosed(CADDY))).toMatch(/^sni-host-check/);
  expect(
    diagnosed(HAPROXY)
      .findings.map(({ cause }) => cause)
      .slice(0, 2),
  ).toEqual(['host-not-served', 'sni-host-check']);
});

test('Contour’s words decide, but not behind a gateway that may have sent another name', () => {
  const contour = { headers: ['Server: envoy'], body: 'misdirected request to "shop.example"' };
  expect(verdictOf(diagnosed(contour))).toBe('sni-host-check certain');
  const behind = diagnosed({ ...contour, headers: ['Server: envoy', 'CF-Ray: 1-FRA'] });
  expect(behind.findings[0]?.confidence).toBe('possible');
  expect(findingOf(behind, 'origin-sni')).toBeDefined();
});

test('an empty 421 under nginx’s name may be Caddy’s', () => {
  const diagnosis = diagnosed({ headers: ['Server: nginx', 'Content-Length: 0'], body: '' });
  expect(evidenceIds(diagnosis, 'sni-host-check')).toContain('empty-behind-gateway');
});

test('a WebSocket may have been on another connection', () => {
  const diagnosis = diagnosed({ ...HAPROXY, type: 'websocket' });
  expect(evidenceIds(diagnosis, 'sni-host-check')).toContain('websocket');
});

test('against it: by itself a browser sends SNI = Host', () => {
  expect(evidenceIds(diagnosed(HAPROXY), 'sni-host-check')).toContain('browser-agrees');
  expect(findingOf(diagnosed(NGINX), 'sni-host-check')).toBeUndefined();
});

test('against it: it answers again', () => {
  const again = diagnosed(CADDY, { checks: [check('repeat', [response(200)])] });
  expect(scoreOf(again, 'sni-host-check')).toBeLessThan(scoreOf(diagnosed(CADDY), 'sni-host-check'));
});

test('a page of no known server says nothing of it', () => {
  expect(findingOf(diagnosed(CUSTOM), 'sni-host-check')).toBeUndefined();
});

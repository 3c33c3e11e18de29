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

test.each([
  ['text/plain', 'SNI does not match Host'],
  ['text/plain', 'Host header (a.example) differs from TLS server name (b.example)'],
  ['text/html', '<h1>The TLS SNI is not the requested hostname</h1>'],
  ['application/json', '{"error":"SNI_HOST_MISMATCH"}'],
  ['text/plain; charset=utf-8', 'This connection was opened for a different host.'],
])('words about SNI and Host: %s, %s', (type, body) => {
  const diagnosis = diagnosed({ headers: [`Content-Type: ${type}`], body });
  expect(diagnosis.findings.map(({ cause }) => cause).slice(0, 2)).toEqual(['sni-host-check', 'origin-sni']);
  expect(diagnosis.findings[0]?.confidence).toBe('possible');
});

test.each([
  'SNI',
  'Host not found',
  'This host is served over TLS',
  'The certificate is not valid for this host',
])('no word of a comparison: %s', (body) => {
  const diagnosis = diagnosed({ headers: ['Content-Type: text/plain'], body });
  expect(findingOf(diagnosis, 'sni-host-check')).toBeUndefined();
});

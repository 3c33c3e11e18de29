import { expect, test } from 'vitest';
import { APACHE, NGINX } from '../../../fixtures/server-pages.js';
import { check, diagnosed, evidenceIds, findingOf, response, verdictOf } from '../read.js';

const TRAEFIK = {
  headers: ['Content-Type: text/plain; charset=utf-8', 'X-Content-Type-Options: nosniff'],
  body: 'Misdirected Request\n',
  address: '203.0.113.5',
};

test('Traefik’s check of TLS options, in words that any program in Go may use', () => {
  expect(verdictOf(diagnosed(TRAEFIK))).toBe('tls-policy possible');
});

test('nginx refuses by the connection: asked again, it answers', () => {
  const diagnosis = diagnosed(NGINX, { checks: [check('repeat', [response(200)])] });
  expect(evidenceIds(diagnosis, 'tls-policy')).toContain('repeat-answered');
});

test('a WebSocket may have been on another connection', () => {
  expect(evidenceIds(diagnosed({ ...NGINX, type: 'websocket' }), 'tls-policy')).toContain('websocket');
});

test('against it: by itself a browser meets nginx with its own settings', () => {
  expect(findingOf(diagnosed(NGINX), 'tls-policy')).toBeUndefined();
});

test('against it: another path answers', () => {
  const diagnosis = diagnosed(TRAEFIK, {
    checks: [check('repeat', [response(421)]), check('other_path', [response(200)])],
  });
  expect(findingOf(diagnosis, 'tls-policy')).toBeUndefined();
});

test('Apache’s page says nothing of it', () => {
  expect(findingOf(diagnosed(APACHE), 'tls-policy')).toBeUndefined();
});

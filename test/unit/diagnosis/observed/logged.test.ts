import { expect, test } from 'vitest';
import type { PastedFacts } from '../../../../src/model/check.js';
import { APACHE, APACHE_BEHIND_NGINX, HAPROXY, NGINX } from '../../../fixtures/server-pages.js';
import {
  check,
  diagnosed,
  evidenceIds,
  findingOf,
  neighbour,
  pasted,
  periods,
  response,
  STEADILY,
  scoreOf,
  verdictOf,
} from '../read.js';

const logged = (parts: Partial<PastedFacts>) => ({
  pasted: [pasted({ program: 'apache', reason: 'names_differ', ...parts })],
});
const NO_SNI = logged({ sni: null });
const ORIGIN_SNI = logged({ sni: 'origin.internal' });
const NEIGHBOUR_SNI = logged({ sni: 'other.example' });
const NEIGHBOUR = { neighbours: [neighbour('other.example', {})] };
const SAFARI = { agent: { name: 'safari' as const } };

test('no SNI: the browser always sends one, so what stands between left it out', () => {
  for (const page of [APACHE, APACHE_BEHIND_NGINX]) {
    expect(verdictOf(diagnosed(page))).toBe('origin-sni likely');
    const diagnosis = diagnosed(page, NO_SNI);
    expect(verdictOf(diagnosis)).toBe('origin-sni certain');
    expect(evidenceIds(diagnosis, 'origin-sni')).toContain('logged-sni');
  }
});

test('another SNI decides where every request is refused', () => {
  expect(verdictOf(diagnosed(APACHE_BEHIND_NGINX, { ...ORIGIN_SNI, ...STEADILY }))).toBe(
    'origin-sni certain',
  );
  const once = diagnosed(APACHE_BEHIND_NGINX, ORIGIN_SNI);
  expect(verdictOf(once)).toBe('origin-sni likely');
  expect(evidenceIds(once, 'origin-sni')).toContain('logged-sni-unsure');
});

test('a line that names no host, one of another host, and the host’s own name decide nothing', () => {
  const unnamed: Partial<PastedFacts> = { program: 'apache', reason: 'names_differ', sni: null };
  const { host: _, ...withoutHost } = pasted(unnamed);
  expect(verdictOf(diagnosed(APACHE_BEHIND_NGINX, { pasted: [withoutHost] }))).toBe('origin-sni likely');
  for (const line of [logged({ host: 'other.example', sni: null }), logged({ sni: 'shop.example' })]) {
    const diagnosis = diagnosed(APACHE_BEHIND_NGINX, line);
    expect(verdictOf(diagnosis)).toBe('origin-sni likely');
    expect(evidenceIds(diagnosis, 'origin-sni').join()).not.toMatch(/logged/);
  }
});

test('where the browser may have shared a connection, no log line makes origin-sni certain', () => {
  expect(verdictOf(diagnosed(APACHE, { ...NO_SNI, ...SAFARI }))).not.toBe('origin-sni certain');
});

test('the page of another server than the one of the line: not decided', () => {
  expect(verdictOf(diagnosed(NGINX, NO_SNI))).not.toMatch(/certain/);
});

test('the SNI of a neighbour, in a browser that shares: a shared connection', () => {
  const diagnosis = diagnosed(APACHE, { ...NEIGHBOUR_SNI, ...NEIGHBOUR, ...SAFARI });
  expect(verdictOf(diagnosis)).toMatch(/^coalesced-connection/);
  expect(evidenceIds(diagnosis, 'coalesced-connection')).toContain('logged-neighbour-sni');
  const none = diagnosed(APACHE, { ...NO_SNI, ...NEIGHBOUR, ...SAFARI });
  const without = diagnosed(APACHE, { ...NEIGHBOUR, ...SAFARI });
  expect(scoreOf(none, 'coalesced-connection')).toBeLessThan(scoreOf(without, 'coalesced-connection'));
});

test('the SNI of a neighbour behind a gateway, or one that comes and goes: the gateway’s kept connections', () => {
  const behind = diagnosed(APACHE_BEHIND_NGINX, { ...NEIGHBOUR_SNI, ...NEIGHBOUR });
  expect(evidenceIds(behind, 'origin-pool')).toContain('logged-neighbour-sni');
  expect(evidenceIds(behind, 'origin-sni').join()).not.toMatch(/logged/);
  const inTurn = { periods: periods('answered', 2, 'misdirected', 1, 'answered', 2, 'misdirected', 1) };
  expect(verdictOf(diagnosed(APACHE_BEHIND_NGINX, { ...ORIGIN_SNI, ...inTurn }))).toMatch(/^origin-pool/);
});

test('the newest line counts', () => {
  const both = { pasted: [...NO_SNI.pasted, ...NEIGHBOUR_SNI.pasted] };
  expect(verdictOf(diagnosed(APACHE_BEHIND_NGINX, { ...both, ...NEIGHBOUR }))).not.toMatch(/certain/);
});

test('nginx: a protocol that is off for the host decides; its own check speaks for client certificates', () => {
  const off = logged({ program: 'nginx', reason: 'protocol_disabled' });
  expect(verdictOf(diagnosed(NGINX, off))).toBe('tls-policy certain');
  const own = diagnosed(NGINX, logged({ program: 'nginx', reason: 'names_differ' }));
  expect(evidenceIds(own, 'tls-policy')).toContain('logged-own-check');
});

test('Traefik: different TLS options decide where the line names the host', () => {
  const page = {
    headers: ['Content-Type: text/plain; charset=utf-8', 'X-Content-Type-Options: nosniff'],
    body: 'Misdirected Request\n',
  };
  const line = pasted({
    program: 'traefik',
    reason: 'tls_options_differ',
    tlsOptions: { sni: 'default', host: 'strict@file' },
  });
  const { host: _, ...unnamed } = line;
  expect(verdictOf(diagnosed(page, { pasted: [line] }))).toBe('tls-policy certain');
  expect(verdictOf(diagnosed(page, { pasted: [unnamed] }))).toBe('tls-policy likely');
});

test('HAProxy: a rule of its own, which its log shows', () => {
  const line = logged({ program: 'haproxy', reason: 'rule' });
  const diagnosis = diagnosed(HAPROXY, line);
  expect(evidenceIds(diagnosis, 'sni-host-check')).toContain('logged-rule');
});

test('a log line is no response of another program', () => {
  expect(findingOf(diagnosed(APACHE, NO_SNI), 'balancer-inconsistent')).toBeUndefined();
  const again = { checks: [check('repeat', [response(200)])] };
  expect(verdictOf(diagnosed(APACHE, { ...NO_SNI, ...again }))).not.toMatch(/certain/);
});

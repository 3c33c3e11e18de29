import { expect, test } from 'vitest';
import { known } from '../../../../src/model/known.js';
import { APACHE, APACHE_BEHIND_NGINX, CUSTOM } from '../../../fixtures/server-pages.js';
import {
  CHROMIUM,
  certificate,
  check,
  diagnosed,
  evidenceIds,
  FIREFOX,
  findingOf,
  pasted,
  response,
  ruledOut,
  scoreOf,
  verdictOf,
} from '../read.js';

const PROXY = known({ type: 'https', host: 'proxy.example', port: 8080 });
const IN_PUBLIC = { ...APACHE, address: '203.0.113.5' };
const INSPECTED = { ...IN_PUBLIC, tls: { builtInRoot: false, sha256: 'aa' } };

test('a private authority for a public address outweighs Apache’s page', () => {
  const diagnosis = diagnosed(INSPECTED, { agent: FIREFOX });
  expect(evidenceIds(diagnosis, 'client-middlebox')).toContain('private-root');
  expect(verdictOf(diagnosis)).toBe('client-middlebox possible');
});

test('so does one through a proxy, be it on this machine', () => {
  const local = known({ type: 'http', host: '127.0.0.1', port: 8888 });
  for (const proxy of [PROXY, local]) {
    const diagnosis = diagnosed({ ...INSPECTED, address: '127.0.0.1', proxy }, { agent: FIREFOX });
    expect(evidenceIds(diagnosis, 'client-middlebox')).toEqual(
      expect.arrayContaining(['private-root-through-proxy', 'proxy-in-use']),
    );
    expect(verdictOf(diagnosis)).toBe('client-middlebox possible');
  }
});

test('asked by a program, the server shows another issuer', () => {
  const shown = { dnsNames: ['shop.example'], addresses: [], issuer: 'O = Public CA', namesComplete: true };
  const diagnosis = diagnosed(
    { ...CUSTOM, address: '203.0.113.5', tls: { builtInRoot: false } },
    { agent: FIREFOX, pasted: [pasted({ program: 'openssl', certificate: shown })] },
    certificate(['shop.example'], { issuer: 'Company Inspection CA' }),
  );
  expect(verdictOf(diagnosis)).toBe('client-middlebox likely');
});

test('a check is shown another certificate at the same address', () => {
  const diagnosis = diagnosed(INSPECTED, {
    agent: FIREFOX,
    checks: [check('repeat', [response(421, { address: '203.0.113.5', tls: { sha256: 'bb' } })])],
  });
  expect(evidenceIds(diagnosis, 'client-middlebox')).toContain('other-certificate');
});

test('a Squid on the way may be anyone’s', () => {
  const diagnosis = diagnosed({ ...APACHE, headers: [...APACHE.headers, 'Via: 1.1 gate (squid/5.7)'] });
  expect(evidenceIds(diagnosis, 'client-middlebox')).toContain('proxy-on-the-way');
  expect(diagnosis.findings[0]?.confidence).not.toBe('certain');
});

test('a public authority’s certificate excludes it', () => {
  const diagnosis = diagnosed({ ...IN_PUBLIC, tls: { builtInRoot: true } }, { agent: FIREFOX });
  expect(ruledOut(diagnosis)['client-middlebox']).toBe('evidence_public_certificate');
});

test('against it: a front of the site explains it, the server is near, it is refused again', () => {
  expect(findingOf(diagnosed(APACHE_BEHIND_NGINX), 'client-middlebox')).toBeUndefined();
  expect(findingOf(diagnosed({ ...APACHE, address: '192.168.1.5' }), 'client-middlebox')).toBeUndefined();
  const refused = diagnosed(INSPECTED, { agent: FIREFOX, checks: [check('repeat', [response(421)])] });
  expect(scoreOf(refused, 'client-middlebox')).toBeLessThan(
    scoreOf(diagnosed(INSPECTED, { agent: FIREFOX }), 'client-middlebox'),
  );
});

test('a private authority in a lab or at home is nothing unusual', () => {
  const diagnosis = diagnosed(
    { ...CUSTOM, address: '192.168.1.5', tls: { builtInRoot: false } },
    { agent: FIREFOX },
  );
  expect(findingOf(diagnosis, 'client-middlebox')).toBeUndefined();
});

const FORWARDING = known({ type: 'http', host: 'proxy.example', port: 3128 });
const PLAIN = { url: 'http://shop.example/', body: null, address: '192.0.2.9' } as const;

test('a proxy that said 421 to CONNECT is certain, and whoever runs it learns where to look', () => {
  const refused = {
    statusLine: 'NS_ERROR_PROXY_MISDIRECTED_REQUEST',
    headers: [],
    body: null,
    proxy: FORWARDING,
  };
  const diagnosis = diagnosed(refused, { agent: FIREFOX });
  expect(verdictOf(diagnosis)).toBe('client-middlebox certain');
  expect(findingOf(diagnosis, 'client-middlebox')?.steps.map(({ id }) => id)).toContain('read-proxy-log');
});

test('a http request that Firefox gave to a proxy, and nothing shows another server', () => {
  const diagnosis = diagnosed({ ...PLAIN, headers: [], proxy: FORWARDING }, { agent: FIREFOX });
  expect(verdictOf(diagnosis)).toBe('client-middlebox possible');
  expect(evidenceIds(diagnosis, 'client-middlebox')).toContain('forwarded-request');
});

test('Via names the proxy itself', () => {
  const headers = ['Via: 1.1 proxy.example:3128 (squid)'];
  const diagnosis = diagnosed({ ...PLAIN, headers, proxy: FORWARDING }, { agent: FIREFOX });
  expect(evidenceIds(diagnosis, 'client-middlebox')).toContain('proxy-in-via');
  expect(verdictOf(diagnosis)).toContain('client-middlebox');
});

test('Via names a server behind the proxy, so that one may have refused', () => {
  const headers = ['Via: 1.1 origin.example, 1.1 proxy.example'];
  const diagnosis = diagnosed({ ...PLAIN, headers, proxy: FORWARDING }, { agent: FIREFOX });
  expect(evidenceIds(diagnosis, 'client-middlebox')).not.toContain('forwarded-request');
  expect(evidenceIds(diagnosis, 'client-middlebox')).not.toContain('proxy-in-via');
});

test('in Chromium, which shows no proxy, it is possible at most', () => {
  const diagnosis = diagnosed({ ...PLAIN, headers: [] }, { agent: CHROMIUM });
  expect(findingOf(diagnosis, 'client-middlebox')?.confidence).toBe('possible');
  expect(verdictOf(diagnosis)).toContain('possible');
});

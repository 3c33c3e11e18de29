import { expect, test } from 'vitest';
import { APACHE_BEHIND_NGINX, CUSTOM } from '../../../fixtures/server-pages.js';
import { check, diagnosed, evidenceIds, FIREFOX, findingOf, response, ruledOut, verdictOf } from '../read.js';

test('from the browser’s cache', () => {
  const diagnosis = diagnosed({ ...APACHE_BEHIND_NGINX, fromCache: true });
  expect(verdictOf(diagnosis)).toBe('stale-response certain');
  expect(diagnosis.findings[0]?.hop).toBe('browser');
  expect(findingOf(diagnosis, 'origin-sni')?.confidence).toBe('possible');
});

test('from a cache on the way (RFC 9111 section 5.1)', () => {
  const diagnosis = diagnosed({ ...CUSTOM, headers: [...CUSTOM.headers, 'Age: 34'] });
  expect(verdictOf(diagnosis)).toBe('stale-response certain');
  expect(diagnosis.findings[0]).toMatchObject({ hop: 'edge', evidence: [{ text: { args: ['34'] } }] });
});

test('Traffic Server sends Age with what it never stored (measured: 9.2.9, cache off, the origin’s clock behind)', () => {
  const diagnosis = diagnosed({ ...CUSTOM, headers: ['Server: ATS/9.2.9', 'Age: 34'] });
  expect(findingOf(diagnosis, 'stale-response')).toBeUndefined();
  expect(ruledOut(diagnosis)['stale-response']).toBeUndefined();
});

test.each([
  'X-Cache: HIT from edge7',
  'X-Cache: TCP_NEGATIVE_HIT from a23-1-2-3.deploy.akamaitechnologies.com',
  'X-Cache: RefreshHit from cloudfront',
  'X-Cache: MISS, HIT-CLUSTER',
  'X-Cache-Hits: 0, 3',
  'X-Cache-Status: HIT',
  'X-Nginx-Cache: STALE',
  'X-LiteSpeed-Cache: hit',
  'CDN-Cache: HIT',
  'Cache-Status: "Edge"; hit',
  'X-Varnish: 32770 4',
])('a cache that says so without Age: %s', (line) => {
  const diagnosis = diagnosed({ ...APACHE_BEHIND_NGINX, headers: [...APACHE_BEHIND_NGINX.headers, line] });
  expect(verdictOf(diagnosis)).toBe('stale-response certain');
  expect(evidenceIds(diagnosis, 'stale-response')).toEqual(['cache-hit']);
});

test.each([
  ...['Age: 0', 'Age: soon', 'X-Cache: MISS from edge7', 'X-Cache: Error from cloudfront'],
  ...[
    'X-Cache-Lookup: HIT from edge7:443',
    'X-Cache-Hits: 0, 0',
    'X-Cache-Status: EXPIRED',
    'X-Varnish: 32770',
  ],
  ...['Cache-Status: "Edge"; hit=?0', 'X-White-List: hit', 'Cache-Control: no-store'],
])('%s is no stored response', (line) => {
  const diagnosis = diagnosed({ ...CUSTOM, headers: [line] });
  expect(ruledOut(diagnosis)['stale-response']).toBe('evidence_not_from_a_cache');
});

test('excluded if asked again past every cache it is refused too', () => {
  const diagnosis = diagnosed({ ...CUSTOM, fromCache: true }, { checks: [check('repeat', [response(421)])] });
  expect(ruledOut(diagnosis)['stale-response']).toBe('evidence_repeat_refused');
});

test('a good response from the cache after a hidden 421 says nothing of it', () => {
  const diagnosis = diagnosed(
    { outcome: 'recovered', status: 200, fromCache: true, headers: ['Age: 10'] },
    { agent: FIREFOX },
  );
  expect(findingOf(diagnosis, 'stale-response')).toBeUndefined();
});

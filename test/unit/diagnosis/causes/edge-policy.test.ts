import { expect, test } from 'vitest';
import { APACHE_PAGE, APACHE_TYPE } from '../../../fixtures/server-pages.js';
import { check, diagnosed, evidenceIds, findingOf, response, scoreOf, verdictOf } from '../read.js';

const AZURE = {
  headers: ['Content-Type: text/html', 'X-Azure-Ref: 0AbCd'],
  body: "<h2>Our services aren't available right now</h2><p>We're working to restore all services as soon as possible. Please check back soon.</p>",
};

test('Azure Front Door’s page with 421 decides', () => {
  expect(verdictOf(diagnosed(AZURE))).toBe('edge-policy certain');
});

test('behind a gateway it refused the gateway, so the page decides no more', () => {
  const diagnosis = diagnosed({ ...AZURE, headers: [...AZURE.headers, 'Server: nginx/1.22.1'] });
  expect(verdictOf(diagnosis)).toBe('origin-sni likely');
  expect(scoreOf(diagnosis, 'edge-policy')).toBeGreaterThan(0);
});

test('its header alone, the page unseen', () => {
  const diagnosis = diagnosed({ headers: ['X-Azure-Ref: 0AbCd'], body: null, type: 'script' });
  expect(evidenceIds(diagnosis, 'edge-policy')).toContain('strict-edge-unseen-page');
  expect(diagnosis.findings[0]?.confidence).toBe('possible');
});

test('against it: the page was written behind the CDN', () => {
  const diagnosis = diagnosed({ headers: ['X-Azure-Ref: 0AbCd', APACHE_TYPE], body: APACHE_PAGE });
  expect(findingOf(diagnosis, 'edge-policy')).toBeUndefined();
  expect(verdictOf(diagnosis)).toMatch(/^origin-sni/);
});

test('against it: it answers again', () => {
  const again = diagnosed(AZURE, { checks: [check('repeat', [response(200)])] });
  expect(scoreOf(again, 'edge-policy')).toBeLessThan(scoreOf(diagnosed(AZURE), 'edge-policy'));
});

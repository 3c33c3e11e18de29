import { describe, expect, test } from 'vitest';
import {
  APACHE,
  APACHE_BEHIND_NGINX,
  CADDY,
  CUSTOM,
  HAPROXY,
  JSON_RESPONSE,
  NGINX,
} from '../../../fixtures/server-pages.js';
import { certificate, check, diagnosed, findingOf, response, verdictOf } from '../read.js';

const at = { url: 'https://192.0.2.10/' };

describe('an address in the URL stands first, whoever refuses', () => {
  test.each([
    ['Apache', APACHE, 'likely'],
    ['Caddy', CADDY, 'likely'],
    ['nginx', NGINX, 'possible'],
    ['HAProxy', HAPROXY, 'possible'],
    ['no known server', CUSTOM, 'possible'],
    ['Apache behind nginx', APACHE_BEHIND_NGINX, 'likely'],
  ] as const)('%s', (_, page, confidence) => {
    expect(verdictOf(diagnosed({ ...page, ...at }))).toBe(`ip-literal ${confidence}`);
  });
});

test('the certificate’s names are ways to the site, but no pattern and none of the path', () => {
  const leaf = certificate(['Shop.example', '*.shop.example', 'www.shop.example', 'a b.example']);
  const [first] = diagnosed({ ...APACHE, url: 'https://192.0.2.10:8443/cart?token=1' }, {}, leaf).findings;
  expect(first?.steps.find(({ id }) => id === 'use-name')?.actions).toEqual([
    { kind: 'open', url: 'https://shop.example:8443/' },
    { kind: 'open', url: 'https://www.shop.example:8443/' },
  ]);
});

test('IPv6', () => {
  expect(verdictOf(diagnosed({ ...APACHE, url: 'https://[2001:db8::1]/' }))).toBe('ip-literal likely');
});

test('against it: it answers again, or the response is an application’s', () => {
  const again = diagnosed({ ...APACHE, ...at }, { checks: [check('repeat', [response(200)])] });
  expect(again.findings[0]?.confidence).not.toBe('certain');
  expect(findingOf(diagnosed({ ...JSON_RESPONSE, ...at }), 'ip-literal')).toBeUndefined();
  expect(verdictOf(diagnosed({ ...JSON_RESPONSE, ...at }))).toMatch(/^application/);
});

test('without TLS there is no SNI to miss', () => {
  expect(findingOf(diagnosed({ ...CUSTOM, url: 'http://192.0.2.10/' }), 'ip-literal')).toBeUndefined();
});

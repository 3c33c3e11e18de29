import { describe, expect, it } from 'vitest';
import { recorded } from '../../fixtures/situations/responses.js';
import { factsOf, productOf, seenIn } from './read.js';

/** Sum of the plain weights for a cause. */
const weightFor = (cause: string, ...args: Parameters<typeof factsOf>): number => {
  const facts = factsOf(...args);
  return productOf('nginx')
    .implications.filter((implication) => implication.cause === cause && (implication.when?.(facts) ?? true))
    .reduce((sum, { weight }) => sum + (typeof weight === 'number' ? weight : 0), 0);
};

describe('the padding that nginx adds for Chrome', () => {
  it('stands on the page of a rule, not on that of nginx’s own check', () => {
    expect(recorded('nginx-catchall', 'chromium').body).toContain('<!-- a padding');
    expect(recorded('nginx-own-check', 'chromium').body).not.toContain('<!-- a padding');
    expect(recorded('nginx-catchall', 'firefox').body).not.toContain('<!-- a padding');
  });

  it('tells a rule from the own check in Chromium', () => {
    expect(weightFor('host-not-served', 'nginx-catchall', 'chromium')).toBe(3);
    expect(weightFor('host-not-served', 'nginx-own-check', 'chromium')).toBe(-2);
    expect(weightFor('origin-sni', 'nginx-own-check', 'chromium')).toBe(2);
    expect(weightFor('tls-policy', 'nginx-own-check', 'chromium')).toBe(2);
  });

  it('is read off Content-Length where the page was read without what follows </html>', () => {
    const body = recorded('nginx-own-check', 'chromium').body;
    expect(weightFor('host-not-served', 'nginx-catchall', 'chromium', { body })).toBe(3);
    expect(
      weightFor('host-not-served', 'nginx-tokens-off', 'chromium', {
        body: body.replace('nginx/1.22.1', 'nginx'),
      }),
    ).toBe(3);
  });

  it('says nothing in Firefox, under a CDN, or where the length does not fit', () => {
    expect(weightFor('host-not-served', 'nginx-catchall', 'firefox')).toBe(2);
    const headers = recorded('nginx-own-check', 'chromium').headers;
    expect(
      weightFor('host-not-served', 'nginx-own-check', 'chromium', { headers: [...headers, 'cf-ray: 1-FRA'] }),
    ).toBe(2);
    expect(
      weightFor('host-not-served', 'nginx-own-check', 'chromium', { headers: ['content-encoding: gzip'] }),
    ).toBe(2);
  });
});

describe('builds and panels', () => {
  const page = recorded('nginx-apache-hardened', 'chromium').body;
  const type = 'content-type: text/html; charset=iso-8859-1';

  it.each(['nginx', 'openresty/1.25', 'Tengine', 'angie/1.8', 'nginx/1.22.1 (Ubuntu)'])(
    '%s is nginx',
    (server) => {
      expect(seenIn({ headers: [`server: ${server}`, type], body: page }).gateways).toEqual([
        'nginx certain',
      ]);
    },
  );

  it('Plesk and Nginx Proxy Manager by their fields', () => {
    expect(
      seenIn({ headers: ['server: nginx', type, 'x-powered-by: PleskLin'], body: page }).gateways,
    ).toEqual(['nginx/plesk certain']);
    expect(
      seenIn({ headers: ['server: openresty', type, 'x-served-by: shop.example'], body: page }).gateways,
    ).toEqual(['nginx/nginx-proxy-manager certain']);
  });
});

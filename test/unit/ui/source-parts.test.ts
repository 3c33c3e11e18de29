import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceParts } from '../../../src/ui/source-parts.js';

const links = (source: string): (string | undefined)[] =>
  sourceParts(source)
    .map(({ url }) => url)
    .filter((url) => url !== undefined);

describe('sourceParts', () => {
  it.each([
    [
      'RFC 9110 section 7.4; RFC 9525 section 6',
      [
        'https://www.rfc-editor.org/rfc/rfc9110.html#section-7.4',
        'https://www.rfc-editor.org/rfc/rfc9525.html#section-6',
      ],
    ],
    [
      'httpd.apache.org/docs/2.4/mod/mod_http2.html, Multiple Hosts',
      ['https://httpd.apache.org/docs/2.4/mod/mod_http2.html'],
    ],
    ['nginx/nginx-gateway-fabric#3226', ['https://github.com/nginx/nginx-gateway-fabric/issues/3226']],
    ['Apache httpd, modules/ssl/ssl_engine_kernel.c, ssl_hook_ReadReq', []],
    ['measured: nginx 1.22.1 and Caddy 2.6.2', []],
  ])('finds what has an address: %s', (source, urls) => {
    expect(links(source)).toEqual(urls);
  });

  it('loses nothing and makes only web addresses', () => {
    fc.assert(
      fc.property(fc.string(), (source) => {
        const parts = sourceParts(source);
        expect(parts.map(({ text }) => text).join('')).toBe(source);
        for (const { url } of parts) if (url !== undefined) expect(url).toMatch(/^https:\/\//);
      }),
    );
  });
});

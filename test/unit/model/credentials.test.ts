import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { withoutCredentials, withoutUserinfo } from '../../../src/model/credentials.js';

const kept = (name: string, value: string): string => withoutCredentials({ name, value }).value;

describe('a field that lets somebody in', () => {
  test.each([
    ['set-cookie', 'AWSALB=c2VjcmV0; Path=/; HttpOnly', 'AWSALB=[8 characters]; Path=/; HttpOnly'],
    ['Set-Cookie', 'id=a=b==; Domain=.shop.example', 'id=[5 characters]; Domain=.shop.example'],
    [
      'set-cookie',
      'a=1;  Secure; SameSite=Lax\nb=22; Max-Age=9',
      'a=[1 characters];  Secure; SameSite=Lax\nb=[2 characters]; Max-Age=9',
    ],
    ['set-cookie', 'a=1; user=ann; note', 'a=[1 characters]; user=[3 characters]; [4 characters]'],
    ['set-cookie', 'secret', '[6 characters]'],
    [
      'set-cookie',
      'gone=; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      'gone=; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    ],
    ['set-cookie2', 'a=secret; Version=1', 'a=[6 characters]; Version=[1 characters]'],
    ['Authorization', 'Basic YW5uOnNlY3JldA==', '[22 characters]'],
    ['proxy-authorization', 'Bearer x', '[8 characters]'],
    ['Authentication-Info', 'nextnonce="9a"', '[14 characters]'],
    ['X-Api-Key', '0123456789', '[10 characters]'],
    ['x-apikey', '0123456789', '[10 characters]'],
    ['Ocp-Apim-Subscription-Key', 'abc', '[3 characters]'],
    ['x-amz-security-token', 'abc', '[3 characters]'],
    ['x-csrf-token', 'abc', '[3 characters]'],
    ['x-session-id', 'abc', '[3 characters]'],
    ['cookie', 'a=b', '[3 characters]'],
    ['x-token', '', ''],
  ])('%s: %s', (name, value, expected) => {
    expect(kept(name, value)).toBe(expected);
  });

  test.each([
    ['Basic realm="shop, back office", charset="UTF-8"', 'Basic realm="shop, back office"'],
    ['Digest qop="auth", nonce="dcd98b", realm="a \\" b", opaque="5ccc"', 'Digest realm="a \\" b"'],
    ['Negotiate oYG2MIGzoAMKAQ==', 'Negotiate'],
    ['NTLM, Basic realm=x', 'NTLM, Basic realm=x'],
    ['Bearer realm = "r", error_description="for ann@shop.example"', 'Bearer realm = "r"'],
    ['nonce="secret"', ''],
    ['Basic realm="never closed, nonce=x', 'Basic'],
  ])('a challenge keeps scheme and realm: %s', (value, expected) => {
    expect(kept('WWW-Authenticate', value)).toBe(expected);
    expect(kept('proxy-authenticate', value)).toBe(expected);
  });

  it('shows of its value the length alone', () => {
    const secret = fc
      .string({ unit: fc.constantFrom(...'abcXYZ019+/=-_.~"\\ '), minLength: 9 })
      .filter((value) => value.trim() === value);
    fc.assert(
      fc.property(secret, fc.constantFrom('authorization', 'x-api-key', 'x-auth-token'), (value, name) => {
        expect(kept(name, value)).toBe(`[${value.length} characters]`);
        expect(kept('set-cookie', `id=${value.replaceAll('"', '')}; Path=/`)).not.toContain(value);
      }),
    );
  });

  it('stays as it is once it was cleaned', () => {
    const names = fc.constantFrom('set-cookie', 'authorization', 'www-authenticate', 'x-api-key', 'server');
    fc.assert(
      fc.property(names, fc.string({ unit: 'binary' }), (name, value) => {
        const once = withoutCredentials({ name, value });
        expect(withoutCredentials(once)).toEqual(once);
      }),
    );
  });
});

it('other fields stay whole', () => {
  for (const [name, value] of [
    ['server', 'Apache'],
    ['x-cache-key', '/a/b'],
    ['surrogate-key', 'one two'],
    ['location', 'https://shop.example/a?b'],
    ['content-security-policy', "default-src 'self'"],
    ['strict-transport-security', 'max-age=1'],
  ] as const) {
    expect(kept(name, value)).toBe(value);
  }
});

test.each([
  ['https://ann:secret@shop.example/a@b?c@d', 'https://shop.example/a@b?c@d'],
  ['wss://ann@shop.example', 'wss://shop.example'],
  ['https://a:b@c@shop.example:8443/', 'https://shop.example:8443/'],
  ['https://shop.example/a@b', 'https://shop.example/a@b'],
  ['mailto:ann@shop.example', 'mailto:ann@shop.example'],
])('name and password of a URL: %s', (url, expected) => {
  expect(withoutUserinfo(url)).toBe(expected);
});

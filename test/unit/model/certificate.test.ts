import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coversHost } from '../../../src/model/certificate.js';

const names = (...dnsNames: string[]) => ({ dnsNames, addresses: [] });
const addresses = (...list: string[]) => ({ dnsNames: [], addresses: list });

describe('names (RFC 9525 section 6.3)', () => {
  test.each([
    ['shop.example.com', 'shop.example.com'],
    ['SHOP.Example.COM', 'shop.example.com'],
    ['*.example.com', 'shop.example.com'],
    ['shop.example.com', 'shop.example.com.'],
    ['*.example.com', 'shop.example.com.'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'bücher.example'],
    ['*.xn--bcher-kva.example', 'www.xn--bcher-kva.example'],
    ['_service.example.com', '_service.example.com'],
    ['localhost', 'localhost'],
  ])('%s covers %s', (name, host) => {
    expect(coversHost(names('other.example', name), host)).toBe(true);
  });

  test.each([
    ['shop.example.com', 'www.example.com'],
    ['example.com', 'shop.example.com'],
    ['*.example.com', 'example.com'],
    ['*.example.com', 'a.shop.example.com'],
    ['*.example.com', '.example.com'],
    ['*.com', 'example.com'],
    ['*.test', 'shop.test'],
    ['*', 'example'],
    ['s*.example.com', 'shop.example.com'],
    ['*shop.example.com', 'shop.example.com'],
    ['shop.*.com', 'shop.example.com'],
    ['*.*.example.com', 'a.b.example.com'],
    ['*.example.com', '*.example.com'],
    ['', 'example.com'],
    ['shop.example.com', ''],
  ])('%s does not cover %s', (name, host) => {
    expect(coversHost(names(name), host)).toBe(false);
  });
});

describe('addresses (RFC 9525 sections 6.4 and 6.5)', () => {
  test.each([
    ['192.0.2.10', '192.0.2.10'],
    ['2001:db8::1', '[2001:db8::1]'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '[2001:db8::1]'],
    ['2001:DB8::1', '[2001:db8::1]'],
  ])('%s covers %s', (address, host) => {
    expect(coversHost(addresses(address), host)).toBe(true);
  });

  test('an address among the DNS names does not count, nor does a wildcard', () => {
    expect(coversHost(names('192.0.2.10', '*.0.2.10'), '192.0.2.10')).toBe(false);
  });

  test('another address is not covered', () => {
    expect(coversHost(addresses('192.0.2.1', '2001:db8::2'), '192.0.2.10')).toBe(false);
    expect(coversHost(addresses('192.0.2.1', '2001:db8::2'), '[2001:db8::1]')).toBe(false);
  });
});

test('hostile names never throw, and cover nothing but themselves', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.string({ unit: 'binary' }), (list, host) => {
      const covered = coversHost({ dnsNames: list, addresses: list }, host);
      expect(typeof covered).toBe('boolean');
    }),
  );
});

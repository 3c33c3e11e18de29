import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../src/diagnosis/facts.js';
import { configHost } from '../../../src/diagnosis/products/config-host.js';
import { PRODUCTS, recognise } from '../../../src/diagnosis/products/index.js';
import { authorityOf } from '../../../src/model/authority.js';
import { incidentOf } from '../../fixtures/build.js';
import { FIXES } from './read.js';

const AUTHORITY = { scheme: 'https', host: 'shop.example', port: 443 } as const;

describe('fixes', () => {
  it('have ids of their own, a source and lines', () => {
    expect(new Set(FIXES.map(({ id }) => id)).size).toBe(FIXES.length);
    for (const fix of FIXES) {
      expect(fix.source.length, fix.id).toBeGreaterThan(8);
      expect(fix.lines('shop.example', AUTHORITY).trim(), fix.id).not.toBe('');
      expect(fix.causes.length, fix.id).toBeGreaterThan(0);
    }
  });

  it('for origin-sni as a gateway bear the host, or a variable that stands for it', () => {
    for (const fix of FIXES.filter(
      ({ role, causes }) => role === 'gateway' && causes.includes('origin-sni'),
    )) {
      const lines = fix.lines('shop.example', AUTHORITY);
      // Somebody else's server knows nothing of the site.
      if (fix.foreignUpstream) expect(lines, fix.id).not.toMatch(/shop\.example|\$host\b|\{http\.request/);
      else expect(lines, fix.id).toMatch(/shop\.example|\$host/);
    }
  });

  it('take no syntax from a host', () => {
    for (const host of [
      'a;b.example',
      'a{b.example',
      'a"b.example',
      'a$b.example',
      "a'b.example",
      'a`b.example',
    ]) {
      // All of these are hosts to the WHATWG URL parser.
      expect(authorityOf(`https://${host}/`)?.host).toBe(host);
      for (const fix of FIXES) expect(fix.lines(host, { ...AUTHORITY, host }), fix.id).not.toContain(host);
    }
  });

  it('keep names, addresses and the dotless form', () => {
    expect(configHost('xn--bcher-kva.example')).toBe('xn--bcher-kva.example');
    expect(configHost('shop.example.')).toBe('shop.example');
    expect(configHost('203.0.113.9')).toBe('203.0.113.9');
    expect(configHost('[2001:db8::1]')).toBe('[2001:db8::1]');
    expect(configHost('a_b.example')).toBe('a_b.example');
  });
});

describe('recognition', () => {
  it('ids are plain words, and kinds of evidence name causes once under one condition', () => {
    for (const { id } of PRODUCTS) expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(new Set(PRODUCTS.map(({ id }) => id)).size).toBe(PRODUCTS.length);
  });

  it('never throws, whatever the fields and the body', { timeout: 30_000 }, () => {
    const names = fc.constantFrom(
      'server',
      'via',
      'content-type',
      'alt-svc',
      'x-cache',
      'age',
      'x-served-by',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(names, fc.string({ unit: 'binary', maxLength: 200 })), { maxLength: 8 }),
        fc.option(fc.string({ unit: 'binary', maxLength: 500 })),
        fc.constantFrom(
          'https://shop.example/',
          'http://shop.example/',
          'https://[::1]:8443/',
          'https://a;b.example./',
        ),
        (fields, body, url) => {
          const headers = fields.map(([name, value]) => `${name}: ${value}`);
          const { responder, gateways } = recognise(readFacts(incidentOf({ url, headers, body })));
          for (const match of [responder, ...gateways]) {
            expect((match?.by.args ?? []).every((argument) => argument.length < 200)).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

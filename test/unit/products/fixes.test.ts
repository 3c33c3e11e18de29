import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../src/diagnosis/facts.js';
import { configHost } from '../../../src/diagnosis/products/config-host.js';
import { PRODUCTS, recognise } from '../../../src/diagnosis/products/index.js';
import type { Edit, Fix } from '../../../src/diagnosis/types.js';
import { authorityOf } from '../../../src/model/authority.js';
import { PLACEHOLDER_LIKE, PLACEHOLDERS } from '../../../src/model/placeholder.js';
import { incidentOf } from '../../fixtures/build.js';
import { FIXES } from './read.js';

const AUTHORITY = { scheme: 'https', host: 'shop.example', port: 443 } as const;

/** The host, or what stands for it in the product's language; a CDN's and Envoy's policies by name. */
const NAMES_HOST =
  /shop\.example|\$host|\{http\.request\.host\}|req\.hdr\(host\)|ProxyPreserveHost On|auto_sni: true|sni_policy STRING host|AllViewerExceptHostHeader/;

const editsOf = (fix: Fix): readonly Edit[] => [fix, ...(fix.also ?? [])];
const linesOf = (fix: Fix): readonly string[] =>
  editsOf(fix).map(({ lines }) => lines('shop.example', AUTHORITY));

describe('lines that can be pasted', () => {
  it('say into which file and block, and what they replace', () => {
    for (const fix of FIXES) {
      for (const { target } of editsOf(fix)) {
        expect(target.file, fix.id).not.toBe('');
        expect(target.change === 'replace', fix.id).toBe((target.replaces ?? []).length > 0);
      }
    }
  });

  it('hold nothing that looks real and is not: placeholders have one spelling', () => {
    for (const fix of FIXES) {
      for (const lines of linesOf(fix)) {
        expect(lines, fix.id).not.toMatch(/192\.0\.2\.|example\.(?:com|org)|\bca\.pem|all-sites/);
        const placeholders = lines.match(PLACEHOLDER_LIKE) ?? [];
        // Variables of the reader's shell, and of a program's environment.
        const unknown = placeholders.filter(
          (word) => !PLACEHOLDERS.has(word) && !['GITHUB_TOKEN', 'ETCD_HOST_WHITELIST'].includes(word),
        );
        expect(unknown, fix.id).toEqual([]);
      }
    }
  });

  it('hold no directive that is commented out', () => {
    for (const fix of FIXES) {
      for (const lines of linesOf(fix)) expect(lines, fix.id).not.toMatch(/^\s*#.*(?:;|\{)\s*$/m);
    }
  });
});

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
      else if (fix.lowersSecurity === undefined) expect(lines, fix.id).toMatch(NAMES_HOST);
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

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import pkg from '../../package.json' with { type: 'json' };
import { manifestFor } from '../../vite.config.js';

const GECKO_ID = 'missent@missent.example';
const BROWSERS = ['chrome', 'firefox'] as const;

/** Rows of the table of docs/permissions.md: what is asked for, and in which browser. */
const EXPLAINED = [
  ...readFileSync(new URL('../../docs/permissions.md', import.meta.url), 'utf8').matchAll(
    /^\| `([^`]+)`[^|]*\| (both|Chrome|Firefox) \| (.+) \|$/gm,
  ),
].map(([, name = '', where = '', why = '']) => ({ name, where: where.toLowerCase(), why }));

const manifestOf = (browser: (typeof BROWSERS)[number]): Readonly<Record<string, unknown>> => ({
  ...manifestFor(browser),
});

/** Every key of a manifest that asks for a permission, at installation or later. */
const KEYS = ['permissions', 'host_permissions', 'optional_permissions', 'optional_host_permissions'];

const asked = (manifest: Readonly<Record<string, unknown>>): string[] =>
  KEYS.flatMap((key) => {
    const list = manifest[key];
    return Array.isArray(list) ? list.map(String) : [];
  });

describe.each(BROWSERS)('the manifest for %s', (browser) => {
  const manifest = manifestOf(browser);

  it('asks for what docs/permissions.md explains, and for nothing else', () => {
    const explained = EXPLAINED.filter(({ where }) => where === 'both' || where === browser);
    expect(asked(manifest).toSorted()).toEqual(explained.map(({ name }) => name).toSorted());
  });

  it('has the version of package.json', () => {
    expect(manifest.version).toBe(pkg.version);
    expect(pkg.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('opens nothing of the extension to web pages, and takes no messages from them', () => {
    expect(manifest.web_accessible_resources).toBeUndefined();
    expect(manifest.externally_connectable).toBeUndefined();
    expect(manifest.content_scripts).toBeUndefined();
  });
});

it('Chrome’s alone has a schema for policies, and the public key that decides the id', () => {
  expect(manifestOf('chrome')).toMatchObject({
    storage: { managed_schema: 'managed-schema.json' },
    key: expect.any(String),
  });
  expect(manifestOf('firefox')).not.toHaveProperty('storage');
  expect(manifestOf('firefox')).not.toHaveProperty('key');
});

it('docs/enterprise.md names the ids that the builds have', () => {
  const { key } = manifestOf('chrome');
  const digest = createHash('sha256')
    .update(Buffer.from(String(key), 'base64'))
    .digest('hex');
  const id = [...digest.slice(0, 32)].map((digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]).join('');
  const docs = readFileSync(new URL('../../docs/enterprise.md', import.meta.url), 'utf8');
  expect(docs).toContain(id);
  expect(manifestOf('firefox')).toMatchObject({ browser_specific_settings: { gecko: { id: GECKO_ID } } });
  expect(docs).toContain(GECKO_ID);
});

it('docs/permissions.md gives a reason of some length for each, once', () => {
  expect(EXPLAINED.length).toBeGreaterThan(5);
  for (const { name, why } of EXPLAINED) expect(why.length, name).toBeGreaterThan(40);
  expect(new Set(EXPLAINED.map(({ name }) => name)).size).toBe(EXPLAINED.length);
});

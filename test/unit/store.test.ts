import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../scripts/locales.mjs';
import { storeManifest } from '../../scripts/package/store-manifest.mjs';
import texts from '../../src/platform/messages.json' with { type: 'json' };
import { manifestFor } from '../../vite.config.js';

// The rules and their sources: docs/store/edge.md.

const STORE = new URL('../../docs/store/', import.meta.url);
const LISTING = readFileSync(new URL('listing.md', STORE), 'utf8');

/** Of the listing: the text of a section; quoted lines without their mark. */
const section = (heading: string): string =>
  LISTING.split(/^## /m)
    .find((part) => part.startsWith(heading))
    ?.replace(/^.*\n/, '')
    .trim() ?? '';
const quoted = (text: string): string =>
  [...text.matchAll(/^> ?(.*)$/gm)].map(([, line = '']) => line).join('\n');
const OTHERS = readFileSync(new URL('descriptions.md', STORE), 'utf8').split(/^## /m).slice(1);
/** The long description by language. */
const DESCRIPTIONS = new Map([
  ['en', quoted(section('Description'))],
  ...OTHERS.map((part) => [part.slice(0, part.indexOf('\n')), quoted(part)] as const),
]);

/** Width and height of a PNG in pixels: the first fields of its header. */
function sizeOf(name: string): { readonly width: number; readonly height: number } {
  const png = readFileSync(new URL(name, STORE));
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

const BROWSERS = /\b(?:chrome|chromium|firefox|mozilla|opera|safari|brave|vivaldi|edge)\b/i;

describe('the package for the Chrome Web Store and Edge Add-ons', () => {
  const manifest = storeManifest({ ...manifestFor('chrome') });

  it('has none of the keys that a store refuses', () => {
    for (const key of ['key', 'update_url', 'browser_specific_settings', 'applications']) {
      expect(manifest, key).not.toHaveProperty(key);
    }
    expect(manifest.background).not.toHaveProperty('scripts');
  });

  it('differs in nothing else from the one that is loaded unpacked', () => {
    const { key, ...others }: Readonly<Record<string, unknown>> = { ...manifestFor('chrome') };
    expect(key).toEqual(expect.any(String));
    expect(manifest).toEqual(others);
  });

  it('lets Partner Center find its languages', () => {
    expect(manifest).toMatchObject({
      default_locale: 'en',
      name: expect.stringMatching(/^__MSG_\w+__$/),
      description: expect.stringMatching(/^__MSG_\w+__$/),
    });
  });
});

describe('the listing', () => {
  it('names no browser in its name and descriptions, in any language', () => {
    const shown = [
      ...Object.values(texts.ext_name),
      ...Object.values(texts.ext_description),
      ...['Name', 'Summary'].map(section),
      ...DESCRIPTIONS.values(),
    ];
    for (const text of shown) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(BROWSERS);
    }
  });

  it('has the name of the manifest, and in each language a description that Edge’s store takes', () => {
    expect(Object.values(texts.ext_name)).toContain(section('Name'));
    expect([...DESCRIPTIONS.keys()].toSorted()).toEqual([...LANGUAGES].toSorted());
    for (const [language, text] of DESCRIPTIONS) {
      expect(text.length, language).toBeGreaterThanOrEqual(250);
      expect(text.length, language).toBeLessThanOrEqual(10_000);
    }
  });

  it('has pictures of the sizes that the stores take', () => {
    const pictures = readdirSync(STORE).filter((name) => /^\d.*\.png$/.test(name));
    expect(pictures.length).toBeGreaterThan(0);
    // The Chrome Web Store takes five, Edge’s six.
    expect(pictures.length).toBeLessThanOrEqual(5);
    for (const name of pictures) expect(sizeOf(name), name).toEqual({ width: 1280, height: 800 });
    expect(sizeOf('edge-logo.png')).toEqual({ width: 300, height: 300 });
  });
});

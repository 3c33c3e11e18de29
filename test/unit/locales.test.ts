import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../scripts/locales.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LOCALES = path.join(ROOT, 'public/_locales');

type Messages = Readonly<Record<string, { readonly message: string }>>;
const read = (language: string): Messages =>
  JSON.parse(readFileSync(path.join(LOCALES, language, 'messages.json'), 'utf8'));

const english = read('en');
const bases = Object.keys(english)
  .filter((key) => key.endsWith('_one') && `${key.slice(0, -4)}_other` in english)
  .map((key) => key.slice(0, -4));

/** The keys that a language has to have: English's, with its own plural forms (CLDR) in the place of English's. */
function keysFor(language: string): Set<string> {
  const keys = new Set(Object.keys(english));
  const forms = new Intl.PluralRules(language.replace('_', '-')).resolvedOptions().pluralCategories;
  for (const base of bases) {
    keys.delete(`${base}_one`);
    keys.delete(`${base}_other`);
    for (const form of forms) keys.add(`${base}_${form}`);
  }
  return keys;
}

/** `$1` ... in a message; `$$` is a dollar sign. */
const placeholders = (message: string): string[] =>
  [...new Set(message.replaceAll('$$', '').match(/\$\d/g) ?? [])].sort();

const englishOf = (key: string): string | undefined => {
  const base = bases.find((each) => key.startsWith(`${each}_`) && !key.slice(each.length + 1).includes('_'));
  return english[key]?.message ?? (base && english[`${base}_other`]?.message);
};

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sources(file);
    return /\.(tsx?|html)$/.test(entry.name) ? [readFileSync(file, 'utf8')] : [];
  });

describe('the messages', () => {
  test('there is a file for each language that is promised', () => {
    expect(readdirSync(LOCALES).sort()).toEqual(LANGUAGES);
  });

  test.each(LANGUAGES)('%s has every message, and none too many', (language) => {
    const there = new Set(Object.keys(read(language)));
    const wanted = keysFor(language);
    expect([...wanted].filter((key) => !there.has(key))).toEqual([]);
    expect([...there].filter((key) => !wanted.has(key))).toEqual([]);
  });

  test.each(LANGUAGES)('%s has the placeholders of English, and no empty message', (language) => {
    const wrong = Object.entries(read(language)).filter(([key, { message }]) => {
      const own = placeholders(message);
      // A plural form may write its number out: "one host", "zwei"; `one` is 0 as well in some languages.
      const base = bases.find((each) => key.replace(/_(?:one|many|other)$/, '') === each);
      const model = placeholders(englishOf(base === undefined ? key : `${base}_other`) ?? '');
      const same =
        base === undefined ? own.join() === model.join() : own.every((each) => model.includes(each));
      return message.trim() === '' || !same;
    });
    expect(wrong).toEqual([]);
  });

  test('no message is unused', () => {
    const code = [
      ...sources(path.join(ROOT, 'src')),
      readFileSync(path.join(ROOT, 'manifest.json'), 'utf8'),
    ].join('\n');
    // Keys that are put together (`cause_${id}_verdict`) leave their fixed parts in the code.
    const patterns = [...code.matchAll(/[`'"]([a-z0-9_]*(?:\$\{[^}`]*\}[a-z0-9_]*)+)[`'"]/g)]
      .map(([, template]) => template ?? '')
      .filter((template) => /^[a-z]+_/.test(template))
      .map((template) => new RegExp(`^${template.replace(/\$\{[^}]*\}/g, '[a-z0-9_]+')}$`));
    const unused = Object.keys(english).filter((key) => {
      const base = bases.find((each) => key === `${each}_one` || key === `${each}_other`);
      const names = base ? [key, base] : [key];
      return !names.some((name) => code.includes(name) || patterns.some((pattern) => pattern.test(name)));
    });
    expect(unused).toEqual([]);
  });
});

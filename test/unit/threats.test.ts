import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, ROOT), 'utf8');
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

const PAGE = read('docs/threats.md');

/** A test named as `test/…` “words of its title”, and further words of the same file after a comma. */
const TESTS = [...PAGE.matchAll(/`(test\/[\w./-]+)`((?:,? “[^”]+”)+)/g)].flatMap(
  ([, file = '', titles = '']) =>
    [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ file, title })),
);

/** A table of promises stands under the name of its document. */
const PROMISES = [...PAGE.matchAll(/^### (\S+\.md)$([^#]*)/gm)].flatMap(([, document = '', table = '']) =>
  [...table.matchAll(/^\| “([^|]+)” \|/gm)].map(([, sentence = '']) => ({ document, sentence })),
);

describe('docs/threats.md', () => {
  it.each(['page', 'frame', 'server', 'proxy', 'extension', 'file', 'text', 'disk'])(
    'speaks of a %s',
    (who) => {
      const section = PAGE.split('\n## ').find((part) => (part.split('\n', 1)[0] ?? '').includes(who)) ?? '';
      expect(section.match(/^\| (?!it wants|---)/gm)?.length ?? 0).toBeGreaterThan(0);
    },
  );

  it('names tests that there are', () => {
    expect(TESTS.length).toBeGreaterThan(10);
    const missing = TESTS.filter(
      ({ file, title }) => !existsSync(new URL(file, ROOT)) || !read(file).includes(title),
    );
    expect(missing).toEqual([]);
  });

  it.each(['PRIVACY.md', 'SECURITY.md', 'docs/permissions.md', 'docs/architecture.md'])(
    'holds what %s promises',
    (document) => {
      expect(PROMISES.filter((promise) => promise.document === document).length).toBeGreaterThan(5);
    },
  );

  it('quotes sentences that stand in their documents', () => {
    const missing = PROMISES.filter(({ document, sentence }) => !oneLine(read(document)).includes(sentence));
    expect(missing).toEqual([]);
  });
});

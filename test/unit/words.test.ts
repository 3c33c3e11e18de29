import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Private words of earlier versions; RFC 9110, RFC 9113 and the WebExtensions APIs have others. */
const OLD = [
  'case-?book',
  'doublets?',
  'emitters?',
  'ledgers?',
  'mend(?:ed|er|ers|ing|s)?',
  'shelving',
  'sightings?',
  'spells?',
  'stations?',
  'surroundings',
];
/** Where the old names of stored fields are read, and tested. */
const READS_OLD_FORMATS = ['src/incidents/store/older-names.ts', 'test/unit/history/file.test.ts'];
const OWN_NAME = 'test/unit/words.test.ts';

const below = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
    .filter((name) => /\.(?:tsx?|mjs|css|html|json|md)$/.test(name))
    // Some tools of the project install packages of their own beside them.
    .filter((name) => !name.includes('/node_modules/'))
    // What other programs wrote stands as they wrote it, and old databases as they were.
    .filter((name) => !/^test\/fixtures\/(?:databases|har|hostile|netlog|pasted|responses)\//.test(name));

const FILES = [...['src', 'test', 'docs', 'scripts'].flatMap(below), 'README.md', 'CONTRIBUTING.md'].filter(
  (name) => name !== OWN_NAME && !READS_OLD_FORMATS.includes(name),
);

/** `caseBook` and `CaseBook` are two words here, as `case-book` is. */
const words = (text: string): string => text.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();

it.each(OLD)('%s stands nowhere', (old) => {
  const pattern = new RegExp(`(?<![a-z])${old}(?![a-z])`);
  const found = FILES.filter(
    (name) => pattern.test(words(name)) || pattern.test(words(readFileSync(path.join(ROOT, name), 'utf8'))),
  );
  expect(found).toEqual([]);
});

it.each(['answer', 'tell', 'hear', 'full', 'ask', 'front', 'letter', 'leg'])(
  '%s is no exported name and no file',
  (old) => {
    const named = new RegExp(`(?<![a-z])${old}s?(?![a-z])`);
    const found = FILES.filter((name) => /^src\/.*\.tsx?$/.test(name)).flatMap((name) => {
      const text = readFileSync(path.join(ROOT, name), 'utf8');
      const exported = [
        ...text.matchAll(/^export (?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm),
      ].map(([, own = '']) => own);
      return [path.basename(name), ...exported]
        .filter((own) => named.test(words(own)) && !/cloud-?front|front-?door/.test(words(own)))
        .map((own) => `${name}: ${own}`);
    });
    expect(found).toEqual([]);
  },
);

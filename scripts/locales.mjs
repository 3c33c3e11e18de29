#!/usr/bin/env node
// Writes public/_locales, as browsers want it, from the messages.json files beside the code:
// `{ "key": { "en": "…", "de": "…" } }`. Writes only what changed, so that a build stays fresh.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCALES = path.join(ROOT, 'public/_locales');

/** The languages that the product promises. */
export const LANGUAGES = ['de', 'en', 'es', 'fr', 'ja', 'pt_BR', 'zh_CN'];

/** Every messages.json of src with its path. Throws with the file's name where one is not JSON. */
function messageFiles() {
  return readdirSync(path.join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'messages.json')
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ file: path.relative(ROOT, file), messages: parse(file) }));
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${path.relative(ROOT, file)}: ${error.message}`);
  }
}

/** Throws where a key stands in two files, or a language is not one of LANGUAGES. */
export function writeLocales() {
  const all = messageFiles().flatMap(({ file, messages }) =>
    Object.entries(messages).map(([key, texts]) => ({ file, key, texts })),
  );
  const fileOf = new Map();
  for (const { file, key, texts } of all) {
    if (fileOf.has(key)) throw new Error(`${key} is in ${fileOf.get(key)} and in ${file}`);
    fileOf.set(key, file);
    const unknown = Object.keys(texts).filter((language) => !LANGUAGES.includes(language));
    if (unknown.length > 0) throw new Error(`${file}: ${key} has unknown languages: ${unknown.join(', ')}`);
  }
  for (const language of LANGUAGES) {
    const messages = Object.fromEntries(
      all.flatMap(({ key, texts }) =>
        texts[language] === undefined ? [] : [[key, { message: texts[language] }]],
      ),
    );
    const file = path.join(LOCALES, language, 'messages.json');
    const text = `${JSON.stringify(messages, undefined, 2)}\n`;
    mkdirSync(path.dirname(file), { recursive: true });
    if (!isWritten(file, text)) writeFileSync(file, text);
  }
}

function isWritten(file, text) {
  try {
    return readFileSync(file, 'utf8') === text;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeLocales();

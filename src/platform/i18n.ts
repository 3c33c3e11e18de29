import { browser } from './browser.js';

/** What pages say, by its name (scripts/build/words.ts); empty in the background, and until it is loaded. */
const words = new Map<string, string>();

declare global {
  /** The files of the words, the keys and their texts, as request-early.ts began to read them. */
  var missentWords: Promise<readonly [keys: string, texts: string]> | undefined;
}

let loading: Promise<void> | undefined;

/** Loads what pages say, in the language that the browser chose. Rejects where a file of the package cannot be read. */
export function loadWords(): Promise<void> {
  loading ??= readWords();
  return loading;
}

async function readWords(): Promise<void> {
  const [keys, texts] = await (globalThis.missentWords ?? filesOfWords());
  const lines = texts.split('\n');
  keys.split('\n').forEach((key, index) => {
    words.set(key, lines[index] ?? '');
  });
}

const filesOfWords = (): Promise<readonly [string, string]> =>
  Promise.all([
    packagedText('words/keys.txt'),
    packagedText(`words/${browser.i18n.getMessage('ui_language')}.txt`),
  ]);

/** The message in the browser's language, `$1` ... filled in; empty where the name is unknown. */
export function getMessage(key: string, args: readonly string[] = []): string {
  const said = words.get(key);
  return said === undefined ? browser.i18n.getMessage(key, [...args]) : filled(said, args);
}

/** As both browsers do it: `$1` ... stand for arguments, `$$` for one dollar sign. */
const filled = (said: string, args: readonly string[]): string =>
  said.replace(/\$(\$|[1-9])/g, (_, sign: string) => (sign === '$' ? '$' : (args[Number(sign) - 1] ?? '')));

/** BCP 47 tag of the browser's language, e.g. `pt-BR`. */
export function uiLanguage(): string {
  language ??= browser.i18n.getUILanguage();
  return language;
}

/** As the browser gave it: lists ask for it hundreds of times, and it stays as long as a page. */
let language: string | undefined;

/** A text file of the extension's own package; `path` within it. Rejects where it cannot be read. */
async function packagedText(path: string): Promise<string> {
  // No request leaves the browser: the address is one of the extension's.
  return (await fetch(browser.runtime.getURL(path))).text();
}

import { browser } from './browser.js';

/** What pages say, by its name (scripts/build/words.ts); empty in the background, and until it is loaded. */
const words = new Map<string, string>();

let loading: Promise<void> | undefined;

/** Loads what pages say, in the language that the browser chose. Rejects where a file of the package cannot be read. */
export function loadWords(): Promise<void> {
  loading ??= readWords();
  return loading;
}

async function readWords(): Promise<void> {
  const language = browser.i18n.getMessage('ui_language');
  const [keys, texts] = await Promise.all([
    packagedLines('words/keys.txt'),
    packagedLines(`words/${language}.txt`),
  ]);
  keys.forEach((key, index) => {
    words.set(key, texts[index] ?? '');
  });
}

/** The message in the browser's language, `$1` ... filled in; empty where the name is unknown. */
export function getMessage(key: string, args: readonly string[] = []): string {
  const said = words.get(key);
  return said === undefined ? browser.i18n.getMessage(key, [...args]) : filled(said, args);
}

/** As both browsers do it: `$1` ... stand for arguments, `$$` for one dollar sign. */
const filled = (said: string, args: readonly string[]): string =>
  said.replace(/\$(\$|[1-9])/g, (_, sign: string) => (sign === '$' ? '$' : (args[Number(sign) - 1] ?? '')));

/** BCP 47 tag of the browser's language, e.g. `pt-BR`. */
export const uiLanguage = (): string => browser.i18n.getUILanguage();

/** The lines of a text file of the extension's own package; `path` within it. Rejects where it cannot be read. */
async function packagedLines(path: string): Promise<string[]> {
  // No request leaves the browser: the address is one of the extension's.
  const response = await fetch(browser.runtime.getURL(path));
  return (await response.text()).split('\n');
}

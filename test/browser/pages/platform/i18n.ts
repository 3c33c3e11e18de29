import messages from '../../../../public/_locales/en/messages.json';
import { wording } from './stage.js';

const words: Readonly<Record<string, { readonly message: string } | undefined>> = messages;

/** As both browsers do it: `$1` ... stand for arguments, `$$` for one dollar sign. */
export function getMessage(key: string, args: readonly string[] = []): string {
  const message = words[key]?.message;
  if (message === undefined) return '';
  if (key === 'ui_direction') return wording === 'rtl' ? 'rtl' : message;
  if (key === 'ui_language') return wording === 'rtl' ? 'he' : message;
  const said = message.replace(/\$(\$|[1-9])/g, (_, sign: string) =>
    sign === '$' ? '$' : (args[Number(sign) - 1] ?? ''),
  );
  return PSEUDO[wording]?.(said) ?? said;
}

export const uiLanguage = (): string => (wording === 'rtl' ? 'he' : 'en-GB');

/** Locales that exist to be awkward. */
const PSEUDO: Readonly<Record<string, (said: string) => string>> = {
  /** Two fifths longer, with accents that reach above and below the line. */
  long: (said) =>
    `${said.replace(/[aeiou]/g, (vowel) => LONGER[vowel] ?? vowel)}${' Ẫĝ'.repeat(Math.ceil(said.length / 12))}`,
  /** Latin letters shown from right to left (RLO ... PDF), so that an English reader can still judge the layout. */
  rtl: (said) => `\u202e${said}\u202c`,
};

const LONGER: Readonly<Record<string, string>> = { a: 'å', e: 'ë', i: 'î', o: 'ø', u: 'ü' };

import { signal } from '@preact/signals';
import english from '../../../../public/_locales/en/messages.json';

type Words = Readonly<Record<string, { readonly message: string } | undefined>>;

/** The other languages, each fetched when it is first spoken. */
const LOCALES: Readonly<Record<string, (() => Promise<{ readonly default: Words }>) | undefined>> = {
  de: () => import('../../../../public/_locales/de/messages.json'),
  es: () => import('../../../../public/_locales/es/messages.json'),
  fr: () => import('../../../../public/_locales/fr/messages.json'),
  ja: () => import('../../../../public/_locales/ja/messages.json'),
  pt_BR: () => import('../../../../public/_locales/pt_BR/messages.json'),
  zh_CN: () => import('../../../../public/_locales/zh_CN/messages.json'),
};

/** Locales that exist to be awkward. */
const PSEUDO: Readonly<Record<string, ((said: string) => string) | undefined>> = {
  /** Two fifths longer, with accents that reach above and below the line. */
  long: (said) =>
    `${said.replace(/[aeiou]/g, (vowel) => LONGER[vowel] ?? vowel)}${' Ẫĝ'.repeat(Math.ceil(said.length / 12))}`,
  /** Latin letters shown from right to left (RLO ... PDF), so that an English reader can still judge the layout. */
  rtl: (said) => `\u202e${said}\u202c`,
};

const LONGER: Readonly<Record<string, string>> = { a: 'å', e: 'ë', i: 'î', o: 'ø', u: 'ü' };

interface Speech {
  readonly name: string;
  readonly words: Words;
}

/** Whatever is drawn reads it, and is drawn again when it changes: a page need not be loaded once for each language. */
const asked = new URLSearchParams(location.search).get('words') ?? 'plain';
const speech = signal<Speech>(await speechIn(asked));

async function speechIn(name: string): Promise<Speech> {
  const load = LOCALES[name];
  return { name, words: load ? (await load()).default : english };
}

/** They are there from the start, but for a test of pages that cannot read them. */
export const loadWords = (): Promise<void> =>
  asked === 'unreadable' ? Promise.reject(new Error('no such file')) : Promise.resolve();

/** As both browsers do it: `$1` ... stand for arguments, `$$` for one dollar sign. */
export function getMessage(key: string, args: readonly string[] = []): string {
  const { name, words } = speech.value;
  const message = words[key]?.message;
  if (message === undefined) return '';
  if (key === 'ui_direction') return name === 'rtl' ? 'rtl' : message;
  if (key === 'ui_language') return name === 'rtl' ? 'he' : message;
  const said = message.replace(/\$(\$|[1-9])/g, (_, sign: string) =>
    sign === '$' ? '$' : (args[Number(sign) - 1] ?? ''),
  );
  return PSEUDO[name]?.(said) ?? said;
}

export function uiLanguage(): string {
  const { name, words } = speech.value;
  if (name === 'rtl') return 'he';
  return words === english ? 'en-GB' : (words.ui_language?.message ?? '');
}

/** Says everything in another language, in the page as it stands. */
async function speak(name: string): Promise<void> {
  speech.value = await speechIn(name);
  document.documentElement.lang = getMessage('ui_language');
  document.documentElement.dir = getMessage('ui_direction');
}

// For the test that drives the page.
Object.assign(window, { speak });

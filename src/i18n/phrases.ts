import { messageLanguage } from './i18n.js';

/** Particles and endings: they belong to the word before them. */
const TAIL = /^\p{Script=Hiragana}{1,3}$/u;
const OPENING = /[（「『(]$/u;

let words: Intl.Segmenter | undefined;

/**
 * The parts of a text that a line may break between, in a language without spaces, whose words a browser would break
 * anywhere; undefined in other languages. Chromium's own `word-break: auto-phrase` is not enough: 156 breaks はっきり after は.
 */
export function phrasesOf(text: string): readonly string[] | undefined {
  if (!needsPhrases()) return undefined;
  const phrases: string[] = [];
  for (const { segment, isWordLike } of segmentsOf(text)) {
    const last = phrases.at(-1);
    if (last === undefined || (isHead(segment, isWordLike) && !OPENING.test(last))) phrases.push(segment);
    else phrases[phrases.length - 1] = last + segment;
  }
  return phrases;
}

/** Whether a line may break before this text, where it comes after a name. */
export function beginsPhrase(text: string): boolean {
  const [first] = needsPhrases() ? segmentsOf(text) : [];
  return first !== undefined && isHead(first.segment, first.isWordLike);
}

/** Whether a line may break before a name that comes after this text. */
export const endsPhrase = (text: string): boolean => needsPhrases() && text !== '' && !OPENING.test(text);

const needsPhrases = (): boolean => messageLanguage() === 'ja';

const isHead = (segment: string, isWordLike: boolean | undefined): boolean =>
  OPENING.test(segment) || (isWordLike === true && !TAIL.test(segment));

function segmentsOf(text: string): Intl.Segments {
  words ??= new Intl.Segmenter('ja', { granularity: 'word' });
  return words.segment(text);
}

import { messageLanguage } from './i18n.js';

/** Particles and endings: they belong to the word before them. */
const TAIL = /^\p{Script=Hiragana}{1,3}$/u;
/** A line does not end with it; \ue000 stands before a name (ui/say.tsx). */
const OPENING = /[（「『(\ue000]$/;

/**
 * The parts of a text that a line may break between, in a language without spaces, whose words a browser would break
 * anywhere; in other languages all of it. Chromium's own `word-break: auto-phrase` is not enough: 156 breaks はっきり after は.
 */
export function phrasesOf(text: string): readonly string[] {
  if (messageLanguage() !== 'ja') return [text];
  const phrases: string[] = [];
  let last = '';
  for (const { segment, isWordLike } of new Intl.Segmenter('ja', { granularity: 'word' }).segment(text)) {
    const begins = OPENING.test(segment) || (isWordLike === true && !TAIL.test(segment));
    if (last !== '' && begins && !OPENING.test(last)) {
      phrases.push(last);
      last = '';
    }
    last += segment;
  }
  return [...phrases, last];
}

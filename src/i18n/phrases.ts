import { messageLanguage } from './i18n.js';

/** Particles and endings: they belong to the word before them. */
const TAIL = /^\p{Script=Hiragana}{1,3}$/u;
/** The engine's dictionary lacks words that the field writes so: ロードバランサー would be four. */
const KATAKANA_END = /[\p{Script=Katakana}ー]$/u;
const KATAKANA_BEGIN = /^[\p{Script=Katakana}ー]/u;
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
    const goesOn = OPENING.test(last) || (KATAKANA_END.test(last) && KATAKANA_BEGIN.test(segment));
    if (last !== '' && begins && !goesOn) {
      phrases.push(last);
      last = '';
    }
    last += segment;
  }
  return [...phrases, last];
}

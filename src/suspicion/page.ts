import { MAX_BODY_BYTES } from '../model/exchange.js';

/** The text of a page's beginning, in one form for what Firefox reads as bytes and Chrome as a parsed document. */
export interface SeenPage {
  /** Of its title element; '' where it has none. */
  readonly title: string;
  /** What is shown, without markup, white space as single spaces. */
  readonly text: string;
  /** As it came. */
  readonly source: string;
}

/** Without its tags: the parts of a page that are never shown. */
const UNSHOWN = /<(script|style|title|noscript)\b[^>]{0,500}>[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;
const TAG = /<(?:\/?[a-z]|[!?/])[^>]{0,2000}>/gi;
const TITLE = /<title\b[^>]{0,200}>([^<]{0,500})<\/title\s*>/i;

/** Character references that the pages of the rules have. */
const REFERENCES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  middot: '·',
  nbsp: ' ',
  ndash: '–',
  quot: '"',
};

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (decimal !== undefined || hex !== undefined) {
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    return REFERENCES[String(name).toLowerCase()] ?? whole;
  });

const spaced = (text: string): string => decoded(text).replace(/\s+/g, ' ').trim();

/** Reads the beginning of a body. The text is hostile: nothing of it is kept that is longer than what is read. */
export function pageOf(body: string): SeenPage {
  const source = body.slice(0, MAX_BODY_BYTES);
  return {
    title: spaced(TITLE.exec(source)?.[1] ?? ''),
    text: spaced(source.replace(UNSHOWN, ' ').replace(TAG, ' ')),
    source,
  };
}

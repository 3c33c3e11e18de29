import { type Text, text } from '../model/text.js';
import type { RawFacts } from './types.js';

/** Characters: a message for people is short. */
const LONGEST = 160;
/** Characters of the body that are looked at. */
const LOOKED_AT = 4096;

/** Where applications put a sentence for people into a JSON error (RFC 9457 names two of them). */
const FIELDS = ['message', 'detail', 'error', 'title', 'error_description', 'msg', 'reason'] as const;

/** Said by every server: the reason phrase (RFC 9110 section 15.5.20), alone or with the code. */
const PHRASE = /^(?:421)?[\s:.-]*misdirected request[\s.]*$/i;

/** The short message that the response has for people, as a quotation; undefined where it has none. */
export function ownWords({ body, dataFormat }: Pick<RawFacts, 'body' | 'dataFormat'>): Text | undefined {
  if (body === undefined) return undefined;
  const said = (dataFormat === 'JSON' ? fromJson(body) : fromText(body))?.replace(/\s+/g, ' ').trim() ?? '';
  if (said.length < 3 || said.length > LONGEST || PHRASE.test(said)) return undefined;
  return text('ui_own_words', said);
}

function fromJson(body: string): string | undefined {
  try {
    return sentenceIn(JSON.parse(body), 2);
  } catch {
    // Cut short, or no JSON after all.
    return undefined;
  }
}

/** `depth`: `{"error": {"message": …}}` is usual, more is not. */
function sentenceIn(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value;
  if (depth === 0 || typeof value !== 'object' || value === null) return undefined;
  for (const field of FIELDS) {
    const found = sentenceIn(Reflect.get(value, field), depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of a page only the heading: what else stands there is mostly not about the error. */
function fromText(body: string): string | undefined {
  const looked = body.slice(0, LOOKED_AT);
  if (!looked.includes('<')) return looked;
  const lower = looked.toLowerCase();
  const start = lower.indexOf('<h1');
  const open = start < 0 ? -1 : lower.indexOf('>', start);
  const end = open < 0 ? -1 : lower.indexOf('</h1', open);
  const inside = end < 0 ? '' : looked.slice(open + 1, end);
  // Markup or entities in it are not worth a parser.
  return /[<&]/.test(inside) ? undefined : inside;
}

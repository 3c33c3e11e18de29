import { asMessages, asVerbose } from './curl-trace.js';
import { asLogged } from './program-log.js';
import { undressed } from './undressed.js';

/** Characters of a pasted text that are read. A chain of certificates takes some 10,000; a page's body may follow. */
const MAX_CHARACTERS = 262_144;

/** Terminal control sequences (ECMA-48 section 5.4): curl prints header names in bold, a recorded session keeps them. */
const CONTROL_SEQUENCE = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

export interface PastedText {
  /** The text as far as it is read, with plain line feeds. */
  readonly text: string;
  readonly lines: readonly string[];
}

/** A recorded terminal session has one more carriage return before each line feed that a program sent with one. */
const lineEnd = (end: string): string => (end.endsWith('\n') ? '\n' : '\n'.repeat(end.length));

/** Any platform's line ends, without terminal colours, cut to a bounded size; curl's traces as what `curl -v` prints. */
export function pastedText(pasted: string, most = MAX_CHARACTERS): PastedText {
  const text = pasted
    .slice(0, most)
    .replace(/\r+\n?/g, lineEnd)
    .replace(CONTROL_SEQUENCE, '');
  return { text, lines: asLogged(asMessages(asVerbose(undressed(text.split('\n'))))) };
}

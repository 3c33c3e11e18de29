// Controls, format characters (zero-width marks, bidi controls with which a text can pretend to be another one) and
// the separators of lines and paragraphs. Tab and line feed show.
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text from the network with every character that does not show, or that moves others, shown as U+FFFD. */
export const visible = (text: string): string => text.replace(HIDDEN, '\ufffd');

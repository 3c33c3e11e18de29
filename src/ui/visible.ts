// Controls, format characters (zero-width marks, bidi controls with which a text can pretend to be another one) and
// the separators of lines and paragraphs. Tab and line feed show.
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text from the network with every character that does not show, or that moves others, shown as U+FFFD. */
export const visible = (text: string): string => text.replace(HIDDEN, '\ufffd');

/** A long name with its middle left out, so that both its ends can be read. At most `most` characters. */
export function elide(name: string, most: number): string {
  const characters = [...name];
  if (characters.length <= most) return name;
  const head = Math.ceil((most - 1) * 0.4);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (most - 1 - head)).join('')}`;
}

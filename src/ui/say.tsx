import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { t } from '../i18n/i18n.js';
import { elide } from '../model/elide.js';
import type { Text } from '../model/text.js';
import { InPhrases, Phrases } from './phrases.js';
import { visible } from './visible.js';

/** Characters of one argument that a sentence shows; a header may be far longer. */
const LONGEST = 120;

// Private-use characters that stand for an argument while the message is put together.
const MARKED = /\ue000(\d+)\ue001/;

/**
 * A message with its arguments kept apart: each is isolated from the sentence's writing direction, and long
 * names may break anywhere. Arguments come from the network: they are text nodes, never markup.
 */
export function Say({ text }: { readonly text: Text }): JSX.Element {
  const phrased = useContext(InPhrases);
  const args = text.args ?? [];
  const said = t({ key: text.key, args: args.map((_, index) => `\ue000${index}\ue001`) });
  const draw = (part: string): ComponentChildren =>
    part.split(MARKED).map((piece, index) =>
      // With one capture group every odd piece is the index of an argument.
      index % 2 === 0 ? piece : <bdi key={index}>{elide(visible(args[Number(piece)] ?? ''), LONGEST)}</bdi>,
    );
  return <>{phrased ? <Phrases text={said} draw={draw} /> : draw(said)}</>;
}

import { Fragment, type JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { t } from '../i18n/i18n.js';
import { beginsPhrase, endsPhrase } from '../i18n/phrases.js';
import { elide } from '../model/elide.js';
import type { Text } from '../model/text.js';
import { InHeading, Phrases } from './phrases.js';
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
  const args = text.args ?? [];
  const phrased = useContext(InHeading);
  if (args.length === 0) return <>{phrased ? <Phrases text={t(text)} /> : t(text)}</>;
  const said = t({ key: text.key, args: args.map((_, index) => `\ue000${index}\ue001`) });
  const parts = said.split(MARKED).map((part, index, all) => {
    // With one capture group every odd part is the index of an argument.
    if (index % 2 === 0) return phrased ? <Phrases text={part} /> : part;
    const name = <bdi key={index}>{elide(visible(args[Number(part)] ?? ''), LONGEST)}</bdi>;
    if (!phrased) return name;
    return (
      <Fragment key={index}>
        {endsPhrase(all[index - 1] ?? '') && <wbr />}
        {name}
        {beginsPhrase(all[index + 1] ?? '') && <wbr />}
      </Fragment>
    );
  });
  return <>{parts}</>;
}

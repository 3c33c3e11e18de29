import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import type { Text } from '../../src/model/text.js';
import { sentence } from '../../src/report/markdown-text.js';

/** The message with its arguments, as the browsers put them in: `$1` an argument, `$$` a dollar sign. */
const say = ({ key, args = [] }: Text): string =>
  messages[key].message.replace(/\$(\$|\d)/g, (_, sign: string) =>
    sign === '$' ? '$' : (args[Number(sign) - 1] ?? ''),
  );

/** A text in English, as one line of Markdown. */
export const english = (text: Text): string => sentence(text, say);

/** A cell of a table: a bar would end it (GitHub Flavored Markdown, section 4.10). */
export const cell = (markdown: string): string => markdown.replaceAll('|', '\\|');

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

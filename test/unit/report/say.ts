import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import type { Text } from '../../../src/model/text.js';

/** The English text, filled in as browsers do: `$1` is an argument, `$$` a dollar sign. */
export const say = ({ key, args = [] }: Text): string =>
  messages[key].message.replace(/\$(?:(\d)|\$)/g, (_, digit?: string) =>
    digit === undefined ? '$' : (args[Number(digit) - 1] ?? ''),
  );

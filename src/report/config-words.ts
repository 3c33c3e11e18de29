import type { CommandPurpose, ConfigTarget } from '../model/step.js';
import { type MessageKey, type Text, text } from '../model/text.js';

/** What a command of a fix is for. */
export const PURPOSE_WORDS: Readonly<Record<CommandPurpose, MessageKey>> = {
  find: 'steps_find',
  test: 'steps_test',
  reload: 'steps_reload',
};

/** What to do with the lines. */
export const changeOf = ({ change, replaces }: ConfigTarget): Text =>
  change === 'replace' && replaces !== undefined
    ? text('steps_change_replace', replaces.join(', '))
    : text('steps_change_add');

/** Which block the lines belong to; data where no words are needed, undefined for the file's own level. */
export function blockOf({ block, having, every }: ConfigTarget): Text | string | undefined {
  if (block === '') return undefined;
  if (every) return text('steps_block_every', block);
  return having === undefined ? block : text('steps_block_having', block, having);
}

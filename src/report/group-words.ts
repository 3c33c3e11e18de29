import type { StepGroup } from '../model/step.js';
import type { MessageKey } from '../model/text.js';

/** The headings of an operator's steps. */
export const GROUP_WORDS: Readonly<Record<StepGroup, MessageKey>> = {
  fix: 'steps_fix',
  confirm: 'steps_confirm',
  verify: 'steps_verify',
  'last-resort': 'steps_last_resort',
  count: 'steps_count',
};

import type { Weight } from '../model/diagnosis.js';
import type { MessageKey } from '../model/text.js';

/** Does the observation count against the cause? */
export const isAgainst = (weight: Weight): boolean =>
  weight === 'excludes' || (typeof weight === 'number' && weight < 0);

const NAMES = ['ui_weight_weak', 'ui_weight_moderate', 'ui_weight_strong'] as const;

/** How much it counts, in a word. */
export const weightName = (weight: Weight): MessageKey =>
  typeof weight === 'string' ? `ui_weight_${weight}` : (NAMES[Math.abs(weight) - 1] ?? 'ui_weight_weak');

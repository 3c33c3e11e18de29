import type { Step, StepAction } from '../../model/step.js';
import type { PageActions } from '../page-actions.js';

/**
 * Whether a step can be made here. Of an incident out of a log the background knows nothing, and a page that speaks of no
 * tab has none to load again.
 */
export const isDoable = ({ actions }: Step, pageActions: PageActions | undefined): boolean =>
  actions.length === 0 || actions.some((action) => isPossible(action, pageActions));

export function isPossible({ kind }: StepAction, pageActions: PageActions | undefined): boolean {
  if (kind === 'run_checks') return pageActions !== undefined;
  if (kind === 'retry_fresh') return pageActions?.showsPage === true;
  return true;
}

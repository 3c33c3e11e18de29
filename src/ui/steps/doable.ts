import type { Step, StepAction } from '../../model/step.js';
import type { PageActions } from '../page-actions.js';

const NEEDS_PAGE_ACTIONS: readonly StepAction['kind'][] = ['run_checks', 'retry_fresh'];

/** Whether a step can be made here. Of an incident out of a log the background knows nothing: there is no desk for it. */
export const isDoable = ({ actions }: Step, pageActions: PageActions | undefined): boolean =>
  pageActions !== undefined ||
  actions.length === 0 ||
  actions.some(({ kind }) => !NEEDS_PAGE_ACTIONS.includes(kind));

import type { Step, StepAction } from '../../model/step.js';
import type { Desk } from '../desk.js';

const OF_THE_DESK: readonly StepAction['kind'][] = ['run_checks', 'retry_fresh'];

/** Whether a step can be made here. Of an incident out of a log the background knows nothing: there is no desk for it. */
export const isDoable = ({ actions }: Step, desk: Desk | undefined): boolean =>
  desk !== undefined || actions.length === 0 || actions.some(({ kind }) => !OF_THE_DESK.includes(kind));

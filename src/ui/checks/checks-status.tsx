import type { JSX } from 'preact';
import { formatMoment, formatNumber, t } from '../../i18n/i18n.js';
import { visible } from '../visible.js';

export interface ChecksStatusProps {
  readonly running: boolean;
  /** Another incident's checks are under way. */
  readonly other: boolean;
  /** Why the last run ended early, in the background's words. */
  readonly fault: string | undefined;
  /** Checks of the run that brought a result, and how many there are. */
  readonly done: number;
  readonly all: number;
  /** ms since the epoch; undefined: there was none. */
  readonly lastRun: number | undefined;
}

/** How far it is, in a bar and a line that are always there, so that nothing moves when a run begins or ends. */
export const ChecksStatus = (props: ChecksStatusProps): JSX.Element => (
  <div class="checks-status" data-running={props.running}>
    <progress max={props.all} value={props.running ? props.done : 0} aria-label={t('check_progress')} />
    <p class="soft">
      <StatusWords {...props} />
    </p>
  </div>
);

function StatusWords({ running, other, fault, done, all, lastRun }: ChecksStatusProps): JSX.Element {
  if (running) return <>{t('check_status_running', formatNumber(done), formatNumber(all))}</>;
  if (fault !== undefined) {
    return (
      <span class="checks-fault" role="alert">
        {t('check_not_started')} <code dir="ltr">{visible(fault)}</code>
      </span>
    );
  }
  if (other) return <>{t('check_other_running')}</>;
  if (lastRun === undefined) return <>{t('check_status_never')}</>;
  return <>{t('check_status_done', formatMoment(lastRun))}</>;
}

import './checks.css';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { formatMoment, formatNumber, plural, t } from '../../i18n/i18n.js';
import { checksMaySend, type PlannedCheck, sharingCandidates } from '../../model/check-plan.js';
import type { Incident } from '../../model/incident.js';
import type { PageActions } from '../page-actions.js';
import { visible } from '../visible.js';
import { CheckList } from './check-list.js';
import type { Run } from './run.js';

export interface ChecksPanelProps {
  readonly incident: Incident;
  readonly run: Run;
  readonly here: PageActions['here'];
}

/**
 * The checks of one incident: the button that starts them, and what each would send and why, which makes way for what
 * came of it. The buttons stand above all that grows, so that they stay where they are.
 */
export function ChecksPanel({ incident, run, here }: ChecksPanelProps): JSX.Element {
  const { plan, running, other, wish, choose } = run;
  const maySend = checksMaySend(incident, here);
  const candidates = maySend ? sharingCandidates(incident) : [];
  return (
    <div class="checks">
      {plan.length > 0 && (
        <div class="checks-buttons">
          {/* Not disabled: a button that is keeps no focus, and the keyboard would be lost at each start and end. */}
          <button
            type="button"
            class="button button-strong"
            aria-disabled={running || other}
            onClick={run.start}
          >
            {t('check_run')}
          </button>
          <button type="button" class="button" aria-disabled={!running} onClick={run.cancel}>
            {t('check_cancel')}
          </button>
          <ChecksStatus run={run} lastRun={lastRun(incident)} />
        </div>
      )}
      <p class="soft">
        {maySend
          ? plural('check_intro', requestsOf(plan), incident.authority.host)
          : t('check_not_in_private')}
      </p>
      {candidates.length > 1 && (
        <NeighbourChoice
          candidates={candidates}
          chosen={wish.neighbour}
          choose={(neighbour) => choose({ neighbour })}
        />
      )}
      {here === 'chromium' && wish.neighbour !== null && (
        <label class="checks-option">
          <input
            type="checkbox"
            checked={wish.unusual}
            onChange={(event) => choose({ unusual: event.currentTarget.checked })}
          />
          <span>{t('check_unusual')}</span>
        </label>
      )}
      <CheckList incident={incident} plan={plan} current={run.current} />
    </div>
  );
}

const requestsOf = (plan: readonly PlannedCheck[]): number =>
  plan.reduce((sum, { requests }) => sum + requests.length, 0);

/** ms since the epoch */
const lastRun = ({ checks }: Incident): number | undefined => {
  const times = checks.filter(({ id }) => id !== 'retry').map(({ time }) => time);
  return times.length > 0 ? Math.max(...times) : undefined;
};

interface NeighbourChoiceProps {
  readonly candidates: readonly string[];
  readonly chosen: string | null;
  readonly choose: (host: string) => void;
}

function NeighbourChoice({ candidates, chosen, choose }: NeighbourChoiceProps): JSX.Element {
  const id = useId();
  return (
    <p class="checks-option">
      <label for={id}>{t('check_neighbour')}</label>
      <select id={id} value={chosen ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
        {candidates.map((host) => (
          <option key={host} value={host}>
            {host}
          </option>
        ))}
      </select>
    </p>
  );
}

interface ChecksStatusProps {
  readonly run: Run;
  /** ms since the epoch; undefined: there was none. */
  readonly lastRun: number | undefined;
}

/** How far it is, in a bar and a line that are always there, so that nothing moves when a run begins or ends. */
const ChecksStatus = ({ run, lastRun }: ChecksStatusProps): JSX.Element => (
  <div class="checks-status" data-running={run.running}>
    <progress max={run.plan.length} value={run.running ? run.done : 0} aria-label={t('check_progress')} />
    <p class="soft">
      <StatusWords run={run} lastRun={lastRun} />
    </p>
  </div>
);

function StatusWords({
  run: { running, other, fault, done, plan },
  lastRun,
}: ChecksStatusProps): JSX.Element {
  if (running) return <>{t('check_status_running', formatNumber(done), formatNumber(plan.length))}</>;
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

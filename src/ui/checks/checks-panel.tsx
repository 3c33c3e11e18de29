import './checks.css';
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { causeOf } from '../../diagnosis/causes/index.js';
import { formatMoment, formatNumber, plural, t } from '../../i18n/i18n.js';
import { checksMaySend, type PlannedCheck, planChecks, sharingCandidates } from '../../model/check-plan.js';
import type { Diagnosis } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import { announce } from '../announcer.js';
import type { PageActions } from '../page-actions.js';
import { visible } from '../visible.js';
import { CheckList } from './check-list.js';

export interface ChecksPanelProps {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly pageActions: PageActions;
}

/**
 * The checks of one incident: the button that starts them, and what each would send and why, which makes way for what
 * came of it. The buttons stand above all that grows, so that they stay where they are.
 */
export function ChecksPanel({ incident, diagnosis, pageActions }: ChecksPanelProps): JSX.Element {
  const maySend = checksMaySend(incident, pageActions.here);
  const candidates = maySend ? sharingCandidates(incident) : [];
  const [neighbour, setNeighbour] = useState(candidates[0] ?? null);
  const [unusual, setUnusual] = useState(() => suspectsSharing(diagnosis));
  const { running, since, other, fault, run, cancel } = useRun(incident, pageActions, { neighbour, unusual });
  const plan = planChecks(incident, { here: pageActions.here, neighbour, unusual });
  const left = plan.filter(
    ({ id }) => !incident.checks.some((check) => check.id === id && check.time >= since),
  );

  return (
    <div class="checks">
      <p class="soft">
        {maySend
          ? plural('check_intro', requestsOf(plan), incident.authority.host)
          : t('check_not_in_private')}
      </p>
      {candidates.length > 1 && (
        <NeighbourChoice candidates={candidates} chosen={neighbour} choose={setNeighbour} />
      )}
      {pageActions.here === 'chromium' && neighbour !== null && (
        <label class="checks-option">
          <input
            type="checkbox"
            checked={unusual}
            onChange={(event) => setUnusual(event.currentTarget.checked)}
          />
          <span>{t('check_unusual')}</span>
        </label>
      )}
      {plan.length > 0 && (
        <div class="checks-buttons">
          {/* Not disabled: a button that is keeps no focus, and the keyboard would be lost at each start and end. */}
          <button type="button" class="button button-strong" aria-disabled={running || other} onClick={run}>
            {t('check_run')}
          </button>
          <button type="button" class="button" aria-disabled={!running} onClick={cancel}>
            {t('check_cancel')}
          </button>
        </div>
      )}
      <ChecksStatus
        running={running}
        other={other}
        fault={fault}
        done={plan.length - left.length}
        all={plan.length}
        lastRun={lastRun(incident)}
      />
      <CheckList incident={incident} plan={plan} current={running ? left[0]?.id : undefined} />
    </div>
  );
}

const requestsOf = (plan: readonly PlannedCheck[]): number =>
  plan.reduce((sum, { requests }) => sum + requests.length, 0);

/** A shared connection is among the findings: then the request that settles it is worth its oddness. */
const suspectsSharing = ({ findings }: Diagnosis): boolean =>
  findings.some(({ cause }) => causeOf(cause).isSharing);

/** ms since the epoch */
const lastRun = ({ checks }: Incident): number | undefined => {
  const times = checks.filter(({ id }) => id !== 'retry').map(({ time }) => time);
  return times.length > 0 ? Math.max(...times) : undefined;
};

interface Wish {
  readonly neighbour: string | null;
  readonly unusual: boolean;
}

interface Run {
  readonly running: boolean;
  /** Results from then on are this run's; ms since the epoch. */
  readonly since: number;
  /** Another incident's checks are under way; there is one run at a time. */
  readonly other: boolean;
  /** Why the last run ended early, in the background's words. */
  readonly fault: string | undefined;
  readonly run: () => void;
  readonly cancel: () => void;
}

/** No run takes longer: a page that is opened into one takes results this young for its own. */
const LONGEST_RUN_MS = 90_000;

/** A run, started here or before this page was opened. */
function useRun({ id }: Incident, { send, tabId, checking }: PageActions, wish: Wish): Run {
  // From the click on, for the background's own word comes a moment later.
  const [started, setStarted] = useState<number>();
  const [fault, setFault] = useState<string>();
  const running = started !== undefined || checking.includes(id);
  const other = !running && checking.length > 0;
  useAnnouncedEnd(running);
  return {
    running,
    since: started ?? Date.now() - LONGEST_RUN_MS,
    other,
    fault,
    run: () => {
      if (running || other) return;
      setFault(undefined);
      setStarted(Date.now());
      send('run-checks', { id, tabId, ...wish })
        .catch((error: unknown) => setFault(error instanceof Error ? error.message : String(error)))
        .finally(() => setStarted(undefined));
    },
    cancel: () => {
      if (running) void send('cancel-checks', { id });
    },
  };
}

function useAnnouncedEnd(running: boolean): void {
  const before = useRef(running);
  useEffect(() => {
    if (before.current && !running) announce(t('check_finished'));
    before.current = running;
  }, [running]);
}

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
const ChecksStatus = (props: ChecksStatusProps): JSX.Element => (
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

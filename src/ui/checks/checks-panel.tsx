import './checks.css';
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type PlannedCheck, planChecks, sharingCandidates } from '../../model/check-plan.js';
import type { Diagnosis } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import { announce } from '../announcer.js';
import type { Desk } from '../desk.js';
import { plural, t } from '../i18n.js';
import { CheckResults } from './check-results.js';
import { PlanList } from './plan-list.js';

export interface ChecksPanelProps {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly desk: Desk;
}

/** The checks of one incident: what would be sent and why, the button that starts them, and what came of them. */
export function ChecksPanel({ incident, diagnosis, desk }: ChecksPanelProps): JSX.Element {
  const candidates = sharingCandidates(incident);
  const [neighbour, setNeighbour] = useState(candidates[0] ?? null);
  const [unusual, setUnusual] = useState(() => suspectsSharing(diagnosis));
  const [fault, setFault] = useState<string>();
  const running = desk.checking.includes(incident.id);
  const other = !running && desk.checking.length > 0;
  const plan = planChecks(incident, { here: desk.here, neighbour, unusual });
  useAnnouncedEnd(running);

  const run = (): void => {
    setFault(undefined);
    desk
      .ask('run-checks', { id: incident.id, tabId: desk.tabId, neighbour, unusual })
      .catch((error: unknown) => setFault(error instanceof Error ? error.message : String(error)));
  };
  const cancel = (): void => void desk.ask('cancel-checks', { id: incident.id });

  return (
    <div class="checks">
      <p class="soft">{plural('check_intro', requestsOf(plan), incident.authority.host)}</p>
      <PlanList plan={plan} />
      {candidates.length > 1 && (
        <NeighbourChoice candidates={candidates} chosen={neighbour} choose={setNeighbour} />
      )}
      {desk.here === 'chromium' && neighbour !== null && (
        <label class="checks-option">
          <input
            type="checkbox"
            checked={unusual}
            onChange={(event) => setUnusual(event.currentTarget.checked)}
          />
          <span>{t('check_unusual')}</span>
        </label>
      )}
      <div class="checks-buttons">
        <button type="button" class="button button-strong" disabled={running || other} onClick={run}>
          {t(incident.checks.some(({ id }) => id !== 'retry') ? 'check_run_again' : 'check_run')}
        </button>
        <button type="button" class="button" disabled={!running} onClick={cancel}>
          {t('check_cancel')}
        </button>
      </div>
      {running && (
        <p class="checks-progress">
          <progress max={plan.length} value={doneOf(plan, incident)} aria-label={t('check_progress')} />
        </p>
      )}
      {other && <p class="soft">{t('check_other_running')}</p>}
      {fault !== undefined && (
        <p role="alert">
          {t('check_not_started')} <code dir="ltr">{fault}</code>
        </p>
      )}
      <CheckResults incident={incident} />
    </div>
  );
}

const requestsOf = (plan: readonly PlannedCheck[]): number =>
  plan.reduce((sum, { requests }) => sum + requests.length, 0);

/** Results since the run began cannot be older than a plan's time limits together. */
const RUN_MS = 90_000;

function doneOf(plan: readonly PlannedCheck[], incident: Incident): number {
  const since = Date.now() - RUN_MS;
  return plan.filter(({ id }) => incident.checks.some((check) => check.id === id && check.time > since))
    .length;
}

/** A shared connection is among the findings: then the request that settles it is worth its oddness. */
const suspectsSharing = ({ findings }: Diagnosis): boolean =>
  findings.some(({ cause }) => cause === 'coalesced-connection');

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

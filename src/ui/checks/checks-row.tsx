import './checks-row.css';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatNumber, plural, t } from '../../i18n/i18n.js';
import type { Diagnosis } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import type { CertificateFacts } from '../../model/tls.js';
import { announce } from '../announcer.js';
import { Fold } from '../fold.js';
import { later } from '../later.js';
import type { PageActions } from '../page-actions.js';
import { Say } from '../say.js';
import { beforeAndAfter } from './before-and-after.js';
import { type Run, runOf } from './run.js';

const ChecksPanel = later(async () => (await import('./checks-panel.js')).ChecksPanel);

export interface ChecksRowProps {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly certificate: CertificateFacts | undefined;
  readonly pageActions: PageActions;
  /** Unique in the page. */
  readonly name: string;
}

/** What is in doubt and what would decide it, how far the checks are, or what they changed; opened, the checks themselves. */
export function ChecksRow({
  incident,
  diagnosis,
  certificate,
  pageActions,
  name,
}: ChecksRowProps): JSX.Element | null {
  const run = runOf(incident, diagnosis, pageActions);
  const { running, plan } = run;
  useAnnouncedEnd(running);
  const results = incident.checks.filter(({ id }) => id !== 'retry').length;
  if (plan.length === 0 && results === 0) return null;
  const state = running ? 'running' : results > 0 ? 'done' : 'open';
  return (
    <div class="checks-row" data-checks={state}>
      <Fold
        name={name}
        openAtFirst={running}
        summary={
          <>
            <span class="checks-row-words">
              <RowWords
                run={run}
                results={results}
                incident={incident}
                diagnosis={diagnosis}
                certificate={certificate}
              />
            </span>
            <span class="checks-row-open">
              {results > 0 && !running
                ? plural('check_section_note', results)
                : plural('check_row_run', plan.length)}
            </span>
          </>
        }
      >
        <ChecksPanel incident={incident} run={run} here={pageActions.here} />
      </Fold>
    </div>
  );
}

type RowWordsProps = Pick<ChecksRowProps, 'incident' | 'diagnosis' | 'certificate'> & {
  readonly run: Run;
  readonly results: number;
};

function RowWords({ run, results, incident, diagnosis, certificate }: RowWordsProps): JSX.Element {
  // Without its checks it is diagnosed anew, which each drawing of the page need not do.
  const change = useMemo(
    () => (results > 0 ? beforeAndAfter(incident, diagnosis, certificate) : undefined),
    [incident, diagnosis, certificate, results],
  );
  if (run.running)
    return <>{t('check_status_running', formatNumber(run.done), formatNumber(run.plan.length))}</>;
  if (change === undefined) {
    const isCertain = diagnosis.findings[0]?.confidence === 'certain';
    return <b>{t(isCertain ? 'check_row_sure' : 'check_row_unsure')}</b>;
  }
  const [first, then] = change.words;
  return (
    <>
      <b>{then ? t('check_row_change', t(first), t(then)) : t(first)}</b>
      {change.reason && (
        <small>
          <Say text={change.reason} />
        </small>
      )}
    </>
  );
}

function useAnnouncedEnd(running: boolean): void {
  const before = useRef(running);
  useEffect(() => {
    if (before.current && !running) announce(t('check_finished'));
    before.current = running;
  }, [running]);
}

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { causeName } from '../../../diagnosis/cause-name.js';
import { plural, t } from '../../../i18n/i18n.js';
import type { Incident } from '../../../model/incident.js';
import { type Case, caseOf } from '../../../ui/case.js';
import { groupByCause } from '../../../ui/groups.js';
import { CaseFolds } from '../../../ui/incident/case-folds.js';
import { IncidentView } from '../../../ui/incident/incident-view.js';
import { ReaderPlaceProvider } from '../../../ui/reader/reader.js';
import { ShowMore } from '../../../ui/show-more.js';

/** Incidents that are diagnosed and drawn at first, and how many a click adds. */
const SHOWN = 20;
const STEP = 50;

/** Prefix of the incidents' folds. */
export const LOG_FOLDS = 'log';

/** The incidents of a log by cause, each with the same diagnosis and report as one that Missent saw itself. */
export function LogIncidents({ incidents }: { readonly incidents: readonly Incident[] }): JSX.Element {
  const [most, setMost] = useState(SHOWN);
  const cases = useCases(incidents, most);
  return (
    <ReaderPlaceProvider value="tools">
      {groupByCause(cases).map(({ cause, cases: own }) => (
        <div key={cause} class="log-group">
          {incidents.length > 1 && (
            <h3>
              {t(causeName(cause))} <small class="soft">{plural('popup_group_hosts', own.length)}</small>
            </h3>
          )}
          <CaseFolds name={LOG_FOLDS} cases={own} alone={incidents.length === 1}>
            {(made) => <IncidentView {...made} level={incidents.length > 1 ? 4 : 3} spacious withReport />}
          </CaseFolds>
        </div>
      ))}
      <ShowMore left={incidents.length - most} step={STEP} more={() => setMost(most + STEP)} />
    </ReaderPlaceProvider>
  );
}

/** The diagnoses of the first ones, as they are made. */
function useCases(incidents: readonly Incident[], most: number): readonly Case[] {
  const [cases, setCases] = useState<readonly Case[]>([]);
  useEffect(() => {
    let gone = false;
    void Promise.all(incidents.slice(0, most).map(caseOf)).then((made) => {
      if (!gone) setCases(made);
    });
    return () => {
      gone = true;
    };
  }, [incidents, most]);
  return cases;
}

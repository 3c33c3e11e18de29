import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { hostFieldOf } from '../../model/authority.js';
import { causeName } from '../../model/cause-name.js';
import type { Incident } from '../../model/incident.js';
import { Breakable } from '../../ui/breakable.js';
import { type Case, caseOf, causeOf } from '../../ui/case.js';
import { caseData } from '../../ui/case-data.js';
import { Fold } from '../../ui/fold.js';
import { formatNumber, plural, t } from '../../ui/i18n.js';
import { ConfidenceView } from '../../ui/incident/confidence.js';
import { IncidentView } from '../../ui/incident/incident-view.js';
import { ShowMore } from '../../ui/map/show-more.js';
import { elide } from '../../ui/visible.js';
import { StatusView } from '../list/status-view.js';

/** Incidents that are diagnosed and drawn at first, and how many a click adds. */
const SHOWN = 20;
const STEP = 50;
/** Characters of a host name that are shown. */
const FITTING = 80;

/** The incidents of a log, each with the same diagnosis and report as one that Missent saw itself. */
export function LogIncidents({ incidents }: { readonly incidents: readonly Incident[] }): JSX.Element {
  const [most, setMost] = useState(SHOWN);
  const cases = useCases(incidents, most);
  return (
    <>
      <ul class="log-incidents">
        {cases.map((made) => (
          <li key={made.incident.id} {...caseData(made)}>
            <Fold
              name={`log/${made.incident.id}`}
              openAtFirst={incidents.length === 1}
              summary={<Line made={made} />}
            >
              <IncidentView {...made} level={3} spacious withReport />
            </Fold>
          </li>
        ))}
      </ul>
      <ShowMore left={incidents.length - most} step={STEP} more={() => setMost(most + STEP)} />
    </>
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

function Line({ made }: { readonly made: Case }): JSX.Element {
  const { incident, diagnosis } = made;
  const host = hostFieldOf(incident.authority);
  return (
    <span class="log-line">
      <b title={host.length > FITTING ? host : undefined}>
        <bdi dir="ltr" translate={false}>
          <Breakable name={elide(host, FITTING)} />
        </bdi>
      </b>
      <span>
        {t(causeName(causeOf(made)))}{' '}
        <ConfidenceView confidence={diagnosis.findings[0]?.confidence ?? 'possible'} cause={causeOf(made)} />
      </span>
      <span class="soft">
        <StatusView status={incident.status} />
      </span>
      <span class="log-count">
        <span aria-hidden="true">×{formatNumber(incident.count)}</span>
        <span class="visually-hidden">{plural('ui_times', incident.count)}</span>
      </span>
    </span>
  );
}

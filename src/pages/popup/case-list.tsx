import './case-list.css';
import type { JSX } from 'preact';
import { causeName } from '../../diagnosis/cause-name.js';
import { formatNumber, type PluralBase, plural, t } from '../../i18n/i18n.js';
import { hostFieldOf } from '../../model/authority.js';
import { countOf, countOutcomes, type OutcomeCounts } from '../../model/counts.js';
import { elide } from '../../model/elide.js';
import { OUTCOMES, type Outcome } from '../../model/exchange.js';
import { type Case, causeOf } from '../../ui/case.js';
import { caseData } from '../../ui/case-data.js';
import { useCountHere } from '../../ui/count-here.js';
import { Fold } from '../../ui/fold.js';
import { ConfidenceView } from '../../ui/incident/confidence.js';
import { IncidentView } from '../../ui/incident/incident-view.js';
import { groupByCause } from './groups.js';

export interface CaseListProps {
  /** The page's own host first, then the latest. */
  readonly cases: readonly Case[];
  /** Of them, and of those that are still to come. */
  readonly count: number;
  /** By outcome, as the badge counts them. */
  readonly hosts: OutcomeCounts | undefined;
  /** Host of the tab's page. */
  readonly host: string | undefined;
  readonly spacious: boolean;
}

/** As the badge counts: failed and recovered apart. Requests of workers are in no badge. */
function titleOf(cases: readonly Case[], count: number, hosts: OutcomeCounts | undefined): string {
  const counts = hosts ?? countOutcomes(cases.map(({ incident }) => incident.status));
  const parts = OUTCOMES.flatMap((outcome) =>
    counts[outcome] === 0 ? [] : [plural(TITLES[outcome], counts[outcome])],
  );
  return parts.length === 0 ? plural('popup_hosts', count) : parts.join(' · ');
}

const TITLES: Readonly<Record<Outcome, PluralBase>> = {
  misdirected: 'popup_hosts',
  recovered: 'popup_recovered_hosts',
  suspected: 'popup_suspected_hosts',
};

/** Several misdirected hosts, grouped by cause. The page's own host, if it is one of them, is open. */
export const CaseList = ({ cases, count, hosts, host, spacious }: CaseListProps): JSX.Element => (
  <>
    <h1 class="cases-title">{titleOf(cases, count, hosts)}</h1>
    {groupByCause(cases).map((group) => (
      <section key={group.cause} class="cases-group">
        <h2>
          {t(causeName(group.cause))}{' '}
          <small class="soft">{plural('popup_group_hosts', group.cases.length)}</small>
        </h2>
        <ul>
          {group.cases.map((one) => (
            <li key={one.incident.id} {...caseData(one)}>
              <Fold
                name={one.incident.id}
                openAtFirst={one === cases[0] && one.incident.authority.host === host}
                summary={<CaseSummary one={one} own={one.incident.authority.host === host} />}
              >
                <IncidentView {...one} level={3} spacious={spacious} withReport />
              </Fold>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </>
);

/** Characters of a host name that are shown in the list. */
const FITTING = 60;

const CaseSummary = ({ one, own }: { readonly one: Case; readonly own: boolean }): JSX.Element => {
  const { incident, diagnosis } = one;
  const host = hostFieldOf(incident.authority);
  const all = countOf(incident);
  const count = useCountHere(incident) ?? all;
  return (
    <span class="case">
      <span class="case-host">
        <bdi dir="ltr" translate={false} title={host.length > FITTING ? host : undefined}>
          {elide(host, FITTING)}
        </bdi>
        {own && <span class="case-own">{t('popup_own_host')}</span>}
      </span>
      <span class="case-facts soft">
        <ConfidenceView confidence={diagnosis.findings[0]?.confidence ?? 'possible'} cause={causeOf(one)} />
        <span>
          <span aria-hidden="true">×{formatNumber(count)}</span>
          <span class="visually-hidden">{plural('ui_times', count)}</span>
        </span>
        {incident.status !== 'misdirected' && <span>{t(`popup_status_${incident.status}`)}</span>}
      </span>
    </span>
  );
};

import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
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
import { groupByCause, groupByFault } from '../../ui/groups.js';
import { ConfidenceView } from '../../ui/incident/confidence.js';
import { IncidentView } from '../../ui/incident/incident-view.js';
import { Phrases } from '../../ui/phrases.js';
import { ReaderLeadProvider } from '../../ui/reader/reader.js';
import { ReaderSwitch } from '../../ui/reader/reader-switch.js';

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

/** Several misdirected hosts, grouped by cause; those with one fault have one verdict, one fix and one report. */
export function CaseList({ cases, count, hosts, host, spacious }: CaseListProps): JSX.Element | null {
  const [first, ...others] = cases;
  if (first === undefined) return null;
  return (
    <ReaderLeadProvider value={first.incident}>
      <h1 class="cases-title">
        <Phrases text={titleOf(cases, count, hosts)} />
      </h1>
      <ReaderSwitch incident={first.incident} others={others.map(({ incident }) => incident)} />
      {groupByCause(cases).map((group) => (
        <section key={group.cause} class="cases-group">
          <h2>
            <Phrases text={t(causeName(group.cause))} />{' '}
            <small class="soft">{plural('popup_group_hosts', group.cases.length)}</small>
          </h2>
          <ul>
            {groupByFault(group.cases).map(([lead, ...same]) => (
              <Fault
                key={lead.incident.id}
                {...{ lead, same, host, spacious }}
                open={lead === first && (lead.incident.authority.host === host || same.length > 0)}
              />
            ))}
          </ul>
        </section>
      ))}
    </ReaderLeadProvider>
  );
}

interface FaultProps extends Pick<CaseListProps, 'host' | 'spacious'> {
  readonly lead: Case;
  readonly same: readonly Case[];
  readonly open: boolean;
}

/** What is wrong, at the first host that shows it; the others are a compact list under it. */
function Fault({ lead, same, host, spacious, open }: FaultProps): JSX.Element {
  const view = { level: 3, spacious, withReader: false, withReport: true } as const;
  const together = useMemo(() => same.map(({ incident }) => incident), [same]);
  return (
    <>
      <li {...caseData(lead)}>
        <Fold
          name={lead.incident.id}
          openAtFirst={open}
          summary={<CaseSummary one={lead} own={lead.incident.authority.host === host} same={same.length} />}
        >
          <IncidentView {...lead} {...view} together={same.length > 0 ? together : undefined} />
        </Fold>
      </li>
      {same.map((one) => (
        <li key={one.incident.id} class="cases-same" {...caseData(one)}>
          <Fold
            name={one.incident.id}
            summary={<CaseSummary one={one} own={one.incident.authority.host === host} compact />}
          >
            <IncidentView {...one} {...view} />
          </Fold>
        </li>
      ))}
    </>
  );
}

/** Characters of a host name that are shown in the list. */
const FITTING = 60;

interface CaseSummaryProps {
  readonly one: Case;
  /** It is the tab's own page. */
  readonly own: boolean;
  /** Other hosts with the same fault. */
  readonly same?: number;
  /** Of one of those: what stands at the first is not said again. */
  readonly compact?: boolean;
}

function CaseSummary({ one, own, same = 0, compact = false }: CaseSummaryProps): JSX.Element {
  const { incident, diagnosis } = one;
  const host = hostFieldOf(incident.authority);
  const all = countOf(incident);
  const count = useCountHere(incident) ?? all;
  return (
    <span class="case" data-compact={compact}>
      <span class="case-host">
        <bdi dir="ltr" translate={false} title={host.length > FITTING ? host : undefined}>
          {elide(host, FITTING)}
        </bdi>
        {own && <span class="tag">{t('popup_own_host')}</span>}
      </span>
      <span class="case-facts soft">
        {!compact && (
          <ConfidenceView confidence={diagnosis.findings[0]?.confidence ?? 'possible'} cause={causeOf(one)} />
        )}
        <span>
          <span aria-hidden="true">×{formatNumber(count)}</span>
          <span class="visually-hidden">{plural('ui_times', count)}</span>
        </span>
        {!compact && incident.status !== 'misdirected' && <span>{t(`popup_status_${incident.status}`)}</span>}
        {same > 0 && <span>{plural('popup_same_fault', same)}</span>}
      </span>
    </span>
  );
}

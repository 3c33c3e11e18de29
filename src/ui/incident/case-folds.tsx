import './case-folds.css';
import type { ComponentChildren, JSX } from 'preact';
import { causeName } from '../../diagnosis/cause-name.js';
import { formatNumber, plural, t } from '../../i18n/i18n.js';
import { hostFieldOf } from '../../model/authority.js';
import { countOf } from '../../model/counts.js';
import { elide } from '../../model/elide.js';
import { Breakable } from '../breakable.js';
import { type Case, causeOf } from '../case.js';
import { caseData } from '../case-data.js';
import { Fold } from '../fold.js';
import { ConfidenceView } from './confidence.js';
import { StatusView } from './status-view.js';

/** Characters of a host name that are shown. */
const FITTING = 80;

export interface CaseFoldsProps<One extends Case> {
  /** Prefix of the folds' names, unique in the page. */
  readonly name: string;
  readonly cases: readonly One[];
  /** One that is alone is open at first. */
  readonly alone: boolean;
  readonly children: (one: One) => ComponentChildren;
}

/** Incidents as lines that unfold, in a page that is about more than incidents. */
export const CaseFolds = <One extends Case>({
  name,
  cases,
  alone,
  children,
}: CaseFoldsProps<One>): JSX.Element => (
  <ul class="case-folds">
    {cases.map((one) => (
      <li key={one.incident.id} {...caseData(one)}>
        <Fold name={`${name}/${one.incident.id}`} openAtFirst={alone} summary={<Line one={one} />}>
          {children(one)}
        </Fold>
      </li>
    ))}
  </ul>
);

function Line({ one }: { readonly one: Case }): JSX.Element {
  const { incident, diagnosis } = one;
  const host = hostFieldOf(incident.authority);
  return (
    <span class="case-line">
      <b title={host.length > FITTING ? host : undefined}>
        <bdi dir="ltr" translate={false}>
          <Breakable name={elide(host, FITTING)} />
        </bdi>
      </b>
      <span>
        {t(causeName(causeOf(one)))}{' '}
        <ConfidenceView confidence={diagnosis.findings[0]?.confidence ?? 'possible'} cause={causeOf(one)} />
      </span>
      <span class="soft">
        <StatusView status={incident.status} />
      </span>
      <span class="case-count">
        <span aria-hidden="true">×{formatNumber(countOf(incident))}</span>
        <span class="visually-hidden">{plural('ui_times', countOf(incident))}</span>
      </span>
    </span>
  );
}

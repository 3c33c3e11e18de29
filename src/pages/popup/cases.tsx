// The part of the popup that is needed only where something was misdirected, which is rarely: a script of its own.
import type { JSX } from 'preact';
import type { OutcomeCounts } from '../../model/counts.js';
import type { Case } from '../../ui/case.js';
import { caseData } from '../../ui/case-data.js';
import { IncidentView } from '../../ui/incident/incident-view.js';
import { CaseList } from './case-list.js';

export { caseOf } from '../../ui/case.js';

export interface CasesProps {
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

/** The misdirected hosts of a tab: one in full, or a list of several. */
export function Cases({ cases, count, hosts, host, spacious }: CasesProps): JSX.Element | null {
  const [first, ...others] = cases;
  if (first === undefined) return null;
  return others.length === 0 ? (
    // Alone, its verdict is the page's heading.
    <article {...caseData(first)}>
      <IncidentView {...first} level={1} spacious={spacious} withReport />
    </article>
  ) : (
    <CaseList cases={cases} count={count} hosts={hosts} host={host} spacious={spacious} />
  );
}

import type { JSX } from 'preact';
import type { Case } from '../../ui/case.js';
import { caseData } from '../../ui/case-data.js';
import { IncidentView } from '../../ui/incident/incident-view.js';

export interface OneCaseProps {
  readonly one: Case;
  readonly spacious: boolean;
}

/** The only misdirected host of a tab: its verdict is the page's heading. */
export const OneCase = ({ one, spacious }: OneCaseProps): JSX.Element => (
  <article {...caseData(one)}>
    <IncidentView {...one} level={1} spacious={spacious} withReport />
  </article>
);

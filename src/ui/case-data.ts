import { type Case, causeOf } from './case.js';
import { sinceData } from './since-data.js';

/** The attributes that tests and scripts may rely on (docs/contract.md). */
export const caseData = (one: Case): Record<`data-${string}`, string> => ({
  'data-incident': one.incident.id,
  'data-host': one.incident.authority.host,
  'data-status': one.incident.status,
  'data-cause': causeOf(one),
  'data-causes': one.diagnosis.findings.map(({ cause }) => cause).join(' '),
  ...sinceData(one.incident),
  'data-confidence': one.diagnosis.findings[0]?.confidence ?? 'possible',
});

import { answeredSince } from '../model/answered-since.js';
import type { Incident } from '../model/incident.js';
import { type Case, causeOf } from './case.js';

/** Of a host that answers again: since when, as an ISO 8601 date. */
export function sinceData(incident: Incident): Record<`data-${string}`, string> {
  const since = answeredSince(incident);
  return since === undefined ? {} : { 'data-answered-since': new Date(since).toISOString() };
}

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

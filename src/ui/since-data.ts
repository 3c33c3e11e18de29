import { answeredSince } from '../model/answered-since.js';
import type { Incident } from '../model/incident.js';

/** An attribute for hosts that answer again: since when, as an ISO 8601 date. */
export function sinceData(incident: Incident): Record<`data-${string}`, string> {
  const since = answeredSince(incident);
  return since === undefined ? {} : { 'data-answered-since': new Date(since).toISOString() };
}

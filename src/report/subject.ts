import type { Diagnosis } from '../model/diagnosis.js';
import type { Incident } from '../model/incident.js';
import type { ReportOptions } from './options.js';
import { withoutPaths } from './without-paths.js';

export type Diagnose = (incident: Incident) => Diagnosis;

/**
 * What a report speaks of. Without paths it is an incident that has none, and the diagnosis is made of that one: so
 * nothing in the report, neither a quoted sentence nor a verdict, can depend on them.
 */
export function subjectOf(
  whole: Incident,
  diagnose: Diagnose,
  { includePaths }: Pick<ReportOptions, 'includePaths'>,
): { readonly incident: Incident; readonly diagnosis: Diagnosis } {
  const incident = includePaths ? whole : withoutPaths(whole);
  return { incident, diagnosis: diagnose(incident) };
}

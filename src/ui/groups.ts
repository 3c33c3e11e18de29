import type { CauseId } from '../model/cause.js';
import { type Case, causeOf } from './case.js';

export interface Group {
  readonly cause: CauseId;
  readonly cases: readonly Case[];
}

/** Cases of one cause together. Both groups and cases keep the order they came in: the page's own host, then the latest. */
export function groupByCause(cases: readonly Case[]): Group[] {
  const groups = new Map<CauseId, Case[]>();
  for (const each of cases) {
    const cause = causeOf(each);
    const group = groups.get(cause);
    if (group) group.push(each);
    else groups.set(cause, [each]);
  }
  return [...groups].map(([cause, members]) => ({ cause, cases: members }));
}

/**
 * Cases of one cause by fault: those that the same fix helps stand together, behind the first of them. Alike are the steps
 * that fix it, the programs on the way, and what became of the requests.
 */
export function groupByFault(cases: readonly Case[]): readonly (readonly [Case, ...Case[]])[] {
  const faults = new Map<string, [Case, ...Case[]]>();
  for (const each of cases) {
    const key = faultOf(each);
    const fault = faults.get(key);
    if (fault) fault.push(each);
    else faults.set(key, [each]);
  }
  return [...faults.values()];
}

function faultOf({ incident, diagnosis: { findings, responder, gateways } }: Case): string {
  const [first] = findings;
  const fixes = first?.steps.flatMap((step) =>
    step.audience === 'operator' && step.group === 'fix' ? [step.id] : [],
  );
  return JSON.stringify([
    incident.status,
    ...[first?.cause, fixes, responder?.name, gateways.map(({ name }) => name)],
  ]);
}

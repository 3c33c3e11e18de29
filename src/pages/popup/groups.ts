import type { CauseId } from '../../model/cause.js';
import { type Case, causeOf } from '../../ui/case.js';

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

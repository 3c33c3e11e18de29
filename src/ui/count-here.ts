import { countSince } from '../model/counts.js';
import type { Incident } from '../model/incident.js';
import { usePageActions } from './page-actions.js';

/** How often the page in the tab was misdirected at this host; undefined: the view is of no page, or the page has none. */
export function useCountHere(incident: Incident): number | undefined {
  const since = usePageActions()?.since;
  const count = since === undefined ? 0 : countSince(incident, since);
  return count === 0 ? undefined : count;
}

import type { Incident } from '../../../model/incident.js';
import type { HistoryStore } from '../history-store.js';
import { isFiltered, isHostOnly, type Query } from '../query.js';

/** What "export" and "delete" speak of: everything, one host's, or what the filters leave. */
export interface Scope {
  readonly kind: 'all' | 'host' | 'shown';
  readonly incidents: readonly Incident[];
  readonly query: Query;
}

/** Without a filter it is everything, also what the options hide. */
export function scopeOf(store: HistoryStore): Scope {
  const query = store.query.value;
  if (!isFiltered(query)) return { kind: 'all', incidents: store.incidents.value, query };
  const incidents = store.shown.value.map(({ incident }) => incident);
  return { kind: isHostOnly(query) ? 'host' : 'shown', incidents, query };
}

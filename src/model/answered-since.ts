import type { Incident } from './incident.js';

/**
 * Since when a host that was refused answers again without a 421, as far as the browser has asked it: the first response
 * after the last occurrence, ms since the epoch. undefined: not asked again, or refused again. What the browser recovered
 * by itself never failed.
 */
export function answeredSince({
  status,
  lastSeen,
  periods,
}: Pick<Incident, 'status' | 'lastSeen' | 'periods'>): number | undefined {
  const last = periods.at(-1);
  if (status !== 'misdirected' || last?.kind !== 'answered') return undefined;
  return last.from >= lastSeen ? last.from : undefined;
}

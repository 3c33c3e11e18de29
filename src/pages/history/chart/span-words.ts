import { formatDate, formatDays, formatTimeOfDay } from '../../../i18n/i18n.js';
import type { Bucket, Unit } from './buckets.js';

/** The name of a stretch of time: a day, a time of day, the days of a week. */
export function spanWords({ from, to }: Bucket, unit: Unit): string {
  if (unit === 'day') return formatDate(from);
  return unit === 'week' ? formatDays(from, to - 1) : formatTimeOfDay(from);
}

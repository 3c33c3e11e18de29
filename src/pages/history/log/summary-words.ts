import { formatList, plural, t } from '../../../i18n/i18n.js';
import type { Reading } from '../../../sources/log/reading.js';

/** What the log comes to, in a sentence. */
export function headline({ kind, agent, summary }: Reading): string {
  const { hidden, surfaced } = summary;
  const parts = [
    ...(hidden > 0 ? [plural('log_hidden', hidden)] : []),
    ...(surfaced > 0 ? [plural('log_surfaced', surfaced)] : []),
  ];
  if (parts.length > 0) return formatList(parts);
  return t(kind === 'har' && agent.name !== 'other' ? 'log_none_har' : 'log_none');
}

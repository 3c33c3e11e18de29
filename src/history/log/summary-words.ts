import type { Reading } from '../../netlog/reading.js';
import { formatList, plural, t } from '../../ui/i18n.js';

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

import { formatList, plural, t } from '../../../i18n/i18n.js';
import { isPartial } from '../../../sources/log/note.js';
import type { Reading } from '../../../sources/log/reading.js';

/** What the log comes to, in a sentence. */
export function headline({ kind, agent, summary, notes }: Reading): string {
  const { hidden, surfaced, unsettled } = summary;
  // A proxy's 421 may be one that the browser never showed.
  const reached = agent.name === 'other' ? 'log_recorded' : 'log_surfaced';
  const parts = [
    ...(hidden > 0 ? [plural('log_hidden', hidden)] : []),
    ...(surfaced > 0 ? [plural(reached, surfaced)] : []),
    ...(kind === 'nel' && unsettled > 0 ? [plural('log_not_known', unsettled)] : []),
  ];
  if (parts.length > 0) return formatList(parts);
  if (notes.some(isPartial)) return t('log_none_partial');
  return t(kind === 'har' && agent.name !== 'other' ? 'log_none_har' : 'log_none');
}

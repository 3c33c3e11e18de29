import type { JSX } from 'preact';
import { formatNumber, t } from '../../../i18n/i18n.js';
import type { MessageKey } from '../../../model/text.js';
import type { Reading, Summary } from '../../../sources/log/reading.js';
import { HostsTable } from './hosts-table.js';
import { SharedTable } from './shared-table.js';
import { milliseconds } from './sizes.js';

/** The figures of the whole log, then by host, then by shared connection. */
export function SummaryView({
  reading: { kind, agent, summary },
}: {
  readonly reading: Reading;
}): JSX.Element | null {
  if (summary.hosts.length === 0) return null;
  return (
    <div class="log-summary">
      <dl class="log-figures">
        {figures(summary, kind === 'har').map(([words, value]) => (
          <div key={words}>
            <dt>{t(words)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {kind === 'har' && agent.name !== 'other' && <p class="history-note">{t('log_har_hides')}</p>}
      {summary.unsettled > 0 && <p class="history-note">{t('log_unsettled_means')}</p>}
      <HostsTable hosts={summary.hosts} />
      {summary.shared.length > 0 && <SharedTable shared={summary.shared} />}
    </div>
  );
}

/** A HAR file tells of responses that surfaced, and of no others. */
function figures({ hidden, surfaced, lost, unsettled }: Summary, har: boolean): [MessageKey, string][] {
  const seen: [MessageKey, string][] = [['log_figure_surfaced', formatNumber(surfaced)]];
  if (har) return seen;
  return [
    ['log_figure_hidden', formatNumber(hidden)],
    ...seen,
    ['log_figure_lost', milliseconds(lost)],
    ...(unsettled > 0
      ? [['log_figure_unsettled', formatNumber(unsettled)] satisfies [MessageKey, string]]
      : []),
  ];
}

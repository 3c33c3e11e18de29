import './summary-view.css';
import type { JSX } from 'preact';
import { formatNumber, t } from '../../../i18n/i18n.js';
import type { MessageKey } from '../../../model/text.js';
import type { Reading } from '../../../sources/log/reading.js';
import { HostsTable } from './hosts-table.js';
import { NelTables } from './nel-tables.js';
import { SharedTable } from './shared-table.js';
import { milliseconds } from './sizes.js';

/** The figures of the whole log, then by host, then by shared connection. */
export function SummaryView({ reading }: { readonly reading: Reading }): JSX.Element | null {
  const { kind, agent, summary } = reading;
  const { hosts, unnamed } = summary;
  if (hosts.length === 0 && unnamed.hidden + unnamed.surfaced === 0) return null;
  const { nel } = reading;
  return (
    <div class="log-summary">
      <dl class="log-figures">
        {figures(reading).map(([words, value]) => (
          <div key={words}>
            <dt>{t(words)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {kind === 'har' && agent.name !== 'other' && <p class="history-note">{t('log_har_hides')}</p>}
      {summary.unsettled > 0 && nel === undefined && <p class="history-note">{t('log_unsettled_means')}</p>}
      {nel === undefined ? (
        <HostsTable summary={summary} reached={reachedWords(reading)} />
      ) : (
        <NelTables nel={nel} />
      )}
      {summary.shared.length > 0 && <SharedTable shared={summary.shared} />}
    </div>
  );
}

/** What a proxy recorded may never have reached the page. */
const reachedWords = ({ agent }: Reading): MessageKey =>
  agent.name === 'other' ? 'log_figure_recorded' : 'log_figure_surfaced';

/** A HAR file has responses that surfaced, and no others. */
function figures(reading: Reading): [MessageKey, string][] {
  const { hidden, surfaced, lost, unsettled } = reading.summary;
  const seen: [MessageKey, string][] = [[reachedWords(reading), formatNumber(surfaced)]];
  if (reading.kind === 'har') return seen;
  return [
    ['log_figure_hidden', formatNumber(hidden)],
    ...seen,
    ['log_figure_lost', milliseconds(lost)],
    ...(unsettled > 0
      ? [
          [
            reading.kind === 'nel' ? 'log_figure_not_known' : 'log_figure_unsettled',
            formatNumber(unsettled),
          ] satisfies [MessageKey, string],
        ]
      : []),
  ];
}

import type { JSX } from 'preact';
import { formatMoment, formatNumber, t } from '../../../i18n/i18n.js';
import type { Incident } from '../../../model/incident.js';
import { sourcesOf } from '../../../model/sources.js';
import { Table } from '../../../ui/table/table.js';
import { sourceName } from '../source-name.js';

/** How often each machine saw it, the latest first. */
export const Sources = ({ incident }: { readonly incident: Incident }): JSX.Element => (
  <Table
    columns={[
      { head: t('history_by_source') },
      { head: t('report_times'), number: true },
      { head: t('report_first_seen'), number: true },
      { head: t('report_last_seen'), number: true },
    ]}
    rows={sourcesOf(incident)
      .toSorted((a, b) => b.lastSeen - a.lastSeen)
      .map(({ label, count, firstSeen, lastSeen }) => ({
        key: label,
        cells: [
          <bdi>{sourceName(label)}</bdi>,
          formatNumber(count),
          formatMoment(firstSeen),
          formatMoment(lastSeen),
        ],
      }))}
  />
);

import './sources.css';
import type { JSX } from 'preact';
import { formatMoment, formatNumber, t } from '../../../i18n/i18n.js';
import type { Incident } from '../../../model/incident.js';
import { sourcesOf } from '../../../model/sources.js';
import { sourceName } from '../source-name.js';

/** How often each machine saw it, the latest first. */
export const Sources = ({ incident }: { readonly incident: Incident }): JSX.Element => (
  <table class="sources">
    <thead>
      <tr>
        <th scope="col">{t('history_by_source')}</th>
        <th scope="col">{t('history_source_count')}</th>
        <th scope="col">{t('history_source_first')}</th>
        <th scope="col">{t('history_source_last')}</th>
      </tr>
    </thead>
    <tbody>
      {sourcesOf(incident)
        .toSorted((a, b) => b.lastSeen - a.lastSeen)
        .map(({ label, count, firstSeen, lastSeen }) => (
          <tr key={label} data-source={label}>
            <th scope="row">
              <bdi>{sourceName(label)}</bdi>
            </th>
            <td>{formatNumber(count)}</td>
            <td>{formatMoment(firstSeen)}</td>
            <td>{formatMoment(lastSeen)}</td>
          </tr>
        ))}
    </tbody>
  </table>
);

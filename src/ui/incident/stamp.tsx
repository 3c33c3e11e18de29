import './stamp.css';
import type { JSX } from 'preact';
import { formatNumber, plural, t } from '../../i18n/i18n.js';
import type { Incident } from '../../model/incident.js';
import type { MessageKey } from '../../model/text.js';

const WORDS: Readonly<Record<Incident['status'], MessageKey>> = {
  misdirected: 'ui_stamp_misdirected',
  recovered: 'ui_stamp_recovered',
  suspected: 'ui_stamp_suspected',
};

interface StampProps {
  readonly incident: Incident;
  /** Of the page, where there is one, else in all. */
  readonly count: number;
}

/** The postmark: what became of the request, and how often. Read as one sentence. */
export const Stamp = ({ incident, count }: StampProps): JSX.Element => (
  <div class="stamp" data-status={incident.status}>
    <span class="visually-hidden">
      {t(`ui_status_${incident.status}`)} {plural('ui_times', count)}
    </span>
    <span aria-hidden="true">{t(WORDS[incident.status])}</span>
    <b aria-hidden="true">{incident.status === 'suspected' ? '?' : '421'}</b>
    {count > 1 && <span aria-hidden="true">×{formatNumber(count)}</span>}
  </div>
);

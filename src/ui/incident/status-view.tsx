import './status-view.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Outcome } from '../../model/exchange.js';

/** A small mark with the shape and colour that the chart gives it, and its words. */
export const StatusView = ({ status }: { readonly status: Outcome }): JSX.Element => (
  <span class="status" data-status={status}>
    <i aria-hidden="true" />
    {t(`history_status_${status}`)}
  </span>
);

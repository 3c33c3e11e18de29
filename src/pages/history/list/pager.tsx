import type { JSX } from 'preact';
import { formatNumber, t } from '../../../i18n/i18n.js';

export interface PagerProps {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly turn: (page: number) => void;
}

export const Pager = ({ page, pages, turn }: PagerProps): JSX.Element => (
  <nav class="pager" aria-label={t('history_pages')}>
    <button type="button" class="button" disabled={page <= 1} onClick={() => turn(page - 1)}>
      {t('history_page_before')}
    </button>
    <span>{t('history_page', formatNumber(page), formatNumber(pages))}</span>
    <button type="button" class="button" disabled={page >= pages} onClick={() => turn(page + 1)}>
      {t('history_page_after')}
    </button>
  </nav>
);

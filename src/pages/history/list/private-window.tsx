import type { JSX } from 'preact';
import { t } from '../../../i18n/i18n.js';
import { text } from '../../../model/text.js';
import { EmptyState } from '../../../ui/empty-state.js';
import { goToLog } from '../place.js';

/** A private window has no history. A log can be read all the same: it stays in the page's memory. */
export const PrivateWindow = (): JSX.Element => (
  <EmptyState hostLabel="sealed" title={text('history_private_title')}>
    <p>{t('history_private_why')}</p>
    <button type="button" class="button" onClick={goToLog}>
      {t('log_open')}
    </button>
  </EmptyState>
);

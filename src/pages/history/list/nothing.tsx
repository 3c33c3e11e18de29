import type { JSX } from 'preact';
import { t } from '../../../i18n/i18n.js';
import type { Settings } from '../../../model/settings.js';
import type { SiteAccess } from '../../../model/site-access.js';
import { text } from '../../../model/text.js';
import { EmptyState } from '../../../ui/empty-state.js';
import { PAGES } from '../../../ui/page/pages.js';
import { goToLog } from '../place.js';

interface NothingProps {
  readonly settings: Settings;
  /** Without access to all, nothing recorded is no good sign. undefined: not known yet. */
  readonly sites: SiteAccess | undefined;
}

/** Why there is nothing here, and what will be. */
export const Nothing = ({ settings, sites }: NothingProps): JSX.Element => (
  <EmptyState
    hostLabel={sites === 'all' ? 'delivered' : 'lost'}
    title={text('history_nothing_title')}
    level={2}
  >
    <p>{t(settings.keepDays === 0 ? 'history_nothing_kept' : 'history_nothing_yet')}</p>
    <p class="history-note">{t('history_nothing_private')}</p>
    <p>
      {settings.keepDays === 0 ? (
        <a href={PAGES.options}>{t('history_to_options')}</a>
      ) : (
        <a href={PAGES.learn}>{t('learn_title')}</a>
      )}
    </p>
  </EmptyState>
);

/** A private window has no history. A log can be read all the same: it stays in the page's memory. */
export const PrivateWindow = (): JSX.Element => (
  <EmptyState hostLabel="sealed" title={text('history_private_title')}>
    <p>{t('history_private_why')}</p>
    <button type="button" class="button" onClick={goToLog}>
      {t('log_open')}
    </button>
  </EmptyState>
);

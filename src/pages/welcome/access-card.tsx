import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Access } from '../../ui/access/access.js';
import { Icon } from '../../ui/icon.js';

/** Whether Missent may see requests; the button where it may not. The words change in a live region. */
export function AccessCard({ access }: { readonly access: Access }): JSX.Element {
  const sites = access.sites.value;
  const granted = sites === 'all';
  const refused = access.refused.value;
  return (
    <section
      class="welcome-access"
      data-access={sites === undefined ? 'asking' : granted ? 'granted' : refused ? 'refused' : 'missing'}
      aria-live="polite"
    >
      {granted ? (
        <p class="welcome-granted">
          <Icon name="check" />
          <span>{t('welcome_granted')}</span>
        </p>
      ) : sites === undefined ? null : (
        <>
          <div>
            <h2>{t('welcome_missing_title')}</h2>
            <p>{t(refused ? 'welcome_refused' : 'welcome_missing')}</p>
          </div>
          <button type="button" class="button button-strong" onClick={() => void access.grant()}>
            {t('popup_grant')}
          </button>
        </>
      )}
    </section>
  );
}

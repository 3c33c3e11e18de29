import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { Icon } from '../../ui/icon.js';
import type { Access } from './access.js';

/** Whether Missent may see requests; the button where it may not. The words change in a live region. */
export function AccessCard({ access }: { readonly access: Access }): JSX.Element {
  const state = access.state.value;
  return (
    <section class="welcome-access" data-access={state} aria-live="polite">
      {state === 'granted' && (
        <p class="welcome-granted">
          <Icon name="check" />
          <span>{t('welcome_granted')}</span>
        </p>
      )}
      {(state === 'missing' || state === 'refused') && (
        <>
          <div>
            <h2>{t('welcome_missing_title')}</h2>
            <p>{t(state === 'refused' ? 'welcome_refused' : 'welcome_missing')}</p>
          </div>
          <button type="button" class="button button-strong" onClick={() => void access.grant()}>
            {t('popup_grant')}
          </button>
        </>
      )}
    </section>
  );
}

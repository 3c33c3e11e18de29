import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { Banner } from '../banner.js';
import type { Access } from './access.js';

/** On every page that could be read as "all is well": Missent does not see all, with the way to that. */
export function AccessBanner({ access }: { readonly access: Access }): JSX.Element | null {
  const sites = access.sites.value;
  if (sites === undefined || sites === 'all') return null;
  return (
    <Banner icon="lock">
      <p data-access={sites}>{t(`ui_access_missing_${sites}`)}</p>
      <button type="button" class="button" onClick={() => void access.grant()}>
        {t('popup_grant')}
      </button>
    </Banner>
  );
}

import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Access } from '../../ui/access/access.js';
import type { OptionsStore } from './options-store.js';
import { Setting } from './setting.js';

export interface AccessSettingProps {
  readonly store: OptionsStore;
  readonly access: Access;
}

/** Of how many sites requests are seen. The browser keeps it; the banner above has the way to all. */
export function AccessSetting({ store, access }: AccessSettingProps): JSX.Element | null {
  const sites = access.sites.value;
  if (sites === undefined) return null;
  return (
    <Setting store={store} part="access" title="options_access_title" hint="options_access_hint">
      <p data-site-access={sites}>{t(`options_access_${sites}`)}</p>
    </Setting>
  );
}

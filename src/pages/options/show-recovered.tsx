import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { type PartProps, Setting } from './setting.js';

export const ShowRecovered = ({ store, settings }: PartProps): JSX.Element => (
  <Setting store={store} part="showRecovered" title="options_recovered_title" hint="options_recovered_hint">
    <div class="choice">
      <label>
        <input
          type="checkbox"
          checked={settings.showRecovered}
          onChange={(event) =>
            void store.save({ showRecovered: event.currentTarget.checked }, 'showRecovered')
          }
        />
        <span>{t('options_recovered_show')}</span>
      </label>
    </div>
  </Setting>
);

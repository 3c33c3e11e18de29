import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { type PartProps, Setting } from './setting.js';

export const WatchSuspected = ({ store, settings }: PartProps): JSX.Element => (
  <Setting store={store} part="watchSuspected" title="options_suspected_title" hint="options_suspected_hint">
    <div class="choice">
      <label>
        <input
          type="checkbox"
          checked={settings.watchSuspected}
          onChange={(event) =>
            void store.save({ watchSuspected: event.currentTarget.checked }, 'watchSuspected')
          }
        />
        <span>{t('options_suspected_watch')}</span>
      </label>
    </div>
  </Setting>
);

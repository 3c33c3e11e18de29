import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { THEMES } from '../../model/settings.js';
import { Choice } from './choice.js';
import { type PartProps, Setting } from './setting.js';

export const ThemeChoice = ({ store, now }: PartProps): JSX.Element => (
  <Setting store={store} part="theme" title="options_theme_title" hint="options_theme_hint">
    <Choice
      labelledBy="setting-theme"
      values={THEMES}
      chosen={now.settings.theme}
      words={(theme) => t(`options_theme_${theme}`)}
      choose={(theme) => void store.save({ theme }, 'theme')}
    />
  </Setting>
);

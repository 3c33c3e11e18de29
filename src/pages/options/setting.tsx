import type { ComponentChildren, JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Settings } from '../../model/settings.js';
import type { MessageKey } from '../../model/text.js';
import type { OptionsStore, Part } from './options-store.js';
import { SavedMark } from './saved-mark.js';

/** What every part of the page is given. */
export interface PartProps {
  readonly store: OptionsStore;
  readonly settings: Settings;
}

export interface SettingProps {
  readonly store: OptionsStore;
  readonly part: Part;
  readonly title: MessageKey;
  readonly hint?: MessageKey;
  readonly children: ComponentChildren;
}

/** One thing to choose: its name, what it means, the choice, and whether it was saved. */
export const Setting = ({ store, part, title, hint, children }: SettingProps): JSX.Element => (
  <section class="setting" aria-labelledby={`setting-${part}`}>
    <div class="setting-words">
      <h2 id={`setting-${part}`}>{t(title)}</h2>
      {hint && (
        <p class="soft" id={`setting-${part}-hint`}>
          {t(hint)}
        </p>
      )}
      <SavedMark store={store} part={part} />
    </div>
    <div class="setting-choice">{children}</div>
  </section>
);

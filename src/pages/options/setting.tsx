import './setting.css';
import type { ComponentChildren, JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { InForce } from '../../model/in-force.js';
import type { MessageKey } from '../../model/text.js';
import { Icon } from '../../ui/icon.js';
import type { OptionsStore, Part } from './options-store.js';
import { SavedMark } from './saved-mark.js';

/** What every part of the page is given. */
export interface PartProps {
  readonly store: OptionsStore;
  readonly now: InForce;
}

export interface SettingProps {
  readonly store: OptionsStore;
  readonly part: Part;
  readonly title: MessageKey;
  readonly hint?: MessageKey;
  /** A policy decides it: what is shown cannot be changed here. */
  readonly locked?: boolean;
  readonly children: ComponentChildren;
}

/** One thing to choose: its name, what it means, the choice, and whether it was saved or who decides it instead. */
export const Setting = ({
  store,
  part,
  title,
  hint,
  locked = false,
  children,
}: SettingProps): JSX.Element => (
  <section class="setting" aria-labelledby={`setting-${part}`} data-locked={locked ? part : undefined}>
    <div class="setting-words">
      <h2 id={`setting-${part}`}>{t(title)}</h2>
      {hint && (
        <p class="soft" id={`setting-${part}-hint`}>
          {t(hint)}
        </p>
      )}
      {locked ? <Locked /> : <SavedMark store={store} part={part} />}
    </div>
    <div class="setting-choice">{children}</div>
  </section>
);

const Locked = (): JSX.Element => (
  <p class="locked">
    <Icon name="lock" />
    {t('options_locked')}
  </p>
);

import './setting.css';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import type { InForce } from '../../model/in-force.js';
import type { MessageKey } from '../../model/text.js';
import { announce } from '../../ui/announcer.js';
import { Icon } from '../../ui/icon.js';
import { Phrases } from '../../ui/phrases.js';
import type { OptionsStore, Part } from './options-store.js';

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
      <h2 id={`setting-${part}`}>
        <Phrases text={t(title)} />
      </h2>
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

/** ms that it says "Saved"; a failure stays until the next choice. */
const SHOW_MS = 2500;

/** Says that a part was saved, or that it was not. Its line is always there, so that nothing moves. */
function SavedMark({ store, part }: { readonly store: OptionsStore; readonly part: Part }): JSX.Element {
  const saving = store.saving.value;
  const mine = saving?.part === part ? saving : undefined;
  const [past, setPast] = useState(0);
  useEffect(() => {
    if (!mine) return;
    announce(t(mine.state === 'saved' ? 'options_saved' : 'options_not_saved'));
    if (mine.state === 'failed') return;
    const timer = setTimeout(() => setPast(mine.count), SHOW_MS);
    return () => clearTimeout(timer);
  }, [mine]);
  const shown = mine && mine.count > past ? mine.state : undefined;
  return (
    <p class="saved" data-saved={shown}>
      {shown && (
        <>
          <Icon name={shown === 'saved' ? 'check' : 'cross'} />
          {t(shown === 'saved' ? 'options_saved' : 'options_not_saved')}
        </>
      )}
    </p>
  );
}

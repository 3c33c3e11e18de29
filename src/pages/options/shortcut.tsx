import './shortcut.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import { text } from '../../model/text.js';
import { SHORTCUTS_ADDRESS } from '../../platform/commands.js';
import { target } from '../../platform/target.js';
import { announce } from '../../ui/announcer.js';
import { Say } from '../../ui/say.js';
import type { OptionsStore } from './options-store.js';
import { Setting } from './setting.js';

/** The keys that open the popup. The browser keeps them; from here a way leads to where it does. */
export function Shortcut({ store }: { readonly store: OptionsStore }): JSX.Element | null {
  const shortcut = store.shortcut.value;
  const [refused, setRefused] = useState(false);
  const problem = text('options_shortcut_failed', SHORTCUTS_ADDRESS);
  useEffect(() => {
    if (refused) announce(t(problem));
  }, [refused]);
  if (shortcut === undefined) return null;
  return (
    <Setting store={store} part="shortcut" title="options_shortcut_title" hint="options_shortcut_hint">
      <div class="shortcut">
        {shortcut === '' ? (
          <p class="soft">{t('options_shortcut_none')}</p>
        ) : (
          <kbd dir="ltr" translate={false}>
            {shortcut.split('+').map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </kbd>
        )}
        <button type="button" class="button" onClick={async () => setRefused(!(await store.openShortcuts()))}>
          {t('options_shortcut_change')}
        </button>
      </div>
      <p class="soft">
        <Say text={refused ? problem : text(`options_shortcut_${target}`, SHORTCUTS_ADDRESS)} />
      </p>
    </Setting>
  );
}

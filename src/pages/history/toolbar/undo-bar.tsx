import './undo-bar.css';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { plural, t } from '../../../i18n/i18n.js';
import { announce } from '../../../ui/announcer.js';
import { Icon } from '../../../ui/icon.js';
import { ignoredNow } from '../../../ui/ignore/ignored-now.js';
import { IgnoredSaid } from '../../../ui/ignore/ignored-said.js';
import type { HistoryStore } from '../history-store.js';

/** The host that was ignored last can be heard again, until the page is left. */
export function IgnoredBar(): JSX.Element | null {
  const now = ignoredNow.value;
  if (now === undefined) return null;
  return (
    <div class="undo">
      <IgnoredSaid now={now} />
      <button
        type="button"
        class="button-icon undo-close"
        onClick={() => {
          ignoredNow.value = undefined;
        }}
      >
        <Icon name="cross" />
        <span class="visually-hidden">{t('history_close')}</span>
      </button>
    </div>
  );
}

/** What was deleted last can be brought back, until the page is left or something else is deleted. */
export function UndoBar({ store }: { readonly store: HistoryStore }): JSX.Element | null {
  const removed = store.removed.value;
  const said = removed && removed.length > 0 ? plural('history_removed', removed.length) : undefined;
  useEffect(() => {
    if (said !== undefined) announce(said);
  }, [said, removed]);
  if (said === undefined) return null;
  return (
    <div class="undo">
      <span>{said}</span>
      <button type="button" class="button" onClick={() => void store.undo()}>
        {t('ui_undo')}
      </button>
      <button type="button" class="button-icon undo-close" onClick={() => store.forgetRemoved()}>
        <Icon name="cross" />
        <span class="visually-hidden">{t('history_close')}</span>
      </button>
    </div>
  );
}

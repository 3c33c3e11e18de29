import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import { announce } from '../../ui/announcer.js';
import { Icon } from '../../ui/icon.js';
import type { OptionsStore, Part } from './options-store.js';

/** ms that it says "Saved"; a failure stays until the next choice. */
const SHOW_MS = 2500;

/** Says that a part was saved, or that it was not. Its line is always there, so that nothing moves. */
export function SavedMark({
  store,
  part,
}: {
  readonly store: OptionsStore;
  readonly part: Part;
}): JSX.Element {
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

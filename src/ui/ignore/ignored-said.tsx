import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import { text } from '../../model/text.js';
import { announce } from '../announcer.js';
import { Say } from '../say.js';
import { type IgnoredNow, undoIgnore } from './ignored-now.js';

/** What became of it, and the way back. */
export function IgnoredSaid({ now }: { readonly now: IgnoredNow }): JSX.Element {
  const said = text(`ui_ignore_${now.state}`, now.host);
  const words = t(said);
  useEffect(() => announce(words), [words]);
  return (
    <>
      <span data-ignored={now.state}>
        <Say text={said} />
      </span>
      {now.state === 'ignored' && (
        <button type="button" class="button" onClick={() => void undoIgnore()}>
          {t('ui_undo')}
        </button>
      )}
    </>
  );
}

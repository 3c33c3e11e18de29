import type { JSX } from 'preact';
import { t } from '../i18n/i18n.js';
import type { CauseId } from '../model/cause.js';
import { openUrl } from '../platform/tabs.js';
import { PAGES } from './page/pages.js';

/** The way to what the cause is in general, in a tab of its own: the popup must not turn into another page. */
export function LearnLink({ cause }: { readonly cause: CauseId }): JSX.Element {
  const href = `${PAGES.learn}#${cause}`;
  return (
    <p>
      <a
        class="learn-link"
        href={href}
        target="_blank"
        rel="noreferrer"
        onClick={(event) => {
          event.preventDefault();
          void openUrl(new URL(href, location.href).href);
        }}
      >
        {t('ui_learn_cause')}
      </a>
    </p>
  );
}

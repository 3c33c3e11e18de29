import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { PAGES } from '../../ui/page/pages.js';

/** To the list, in the same page: what was read stays for the way forward. In a new tab the link works as any. */
export const BackLink = ({ back }: { readonly back: () => void }): JSX.Element => (
  <p>
    <a
      href={PAGES.history}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        back();
      }}
    >
      {t('history_back')}
    </a>
  </p>
);

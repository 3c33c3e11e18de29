import './masthead.css';
import type { JSX } from 'preact';
import { t } from '../ui/i18n.js';
import { Icon } from '../ui/icon.js';
import { elide } from '../ui/visible.js';
import type { View } from './store.js';

export interface MastheadProps {
  readonly view: View;
  /** Opens the same in a tab of its own; undefined where it already stands in one. */
  readonly openInTab: (() => Promise<void>) | undefined;
}

/** Characters of the tab's host that fit beside the name. */
const FITTING = 26;

/** Who speaks, and of which page. */
export function Masthead({ view, openInTab }: MastheadProps): JSX.Element {
  const host = view.kind === 'shown' ? view.tab.host : undefined;
  return (
    <header class="masthead">
      <img class="masthead-logo" src="/icons/missent.svg" alt="" />
      <b translate={false}>Missent</b>
      {host !== undefined && (
        <bdi
          class="masthead-host"
          dir="ltr"
          translate={false}
          title={host.length > FITTING ? host : undefined}
        >
          {elide(host, FITTING)}
        </bdi>
      )}
      {openInTab && (
        <button type="button" class="masthead-button" onClick={() => void openInTab()}>
          <Icon name="out" />
          <span class="visually-hidden">{t('popup_open_in_tab')}</span>
        </button>
      )}
    </header>
  );
}

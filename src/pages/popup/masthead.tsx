import './masthead.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { elide } from '../../model/elide.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { PAGES } from '../../ui/page/pages.js';
import type { View } from './popup-store.js';

export interface MastheadProps {
  readonly view: View;
  /** The page stands in a tab of its own: it says of which page it speaks, and its links lead on in the same tab. */
  readonly spacious: boolean;
  /** Opens a page of the extension in a tab. */
  readonly openPage: (page: string) => Promise<void>;
  /** Opens the same in a tab of its own. */
  readonly openInTab: () => Promise<void>;
}

/** Characters of the tab's host that fit beside the name. */
const FITTING = 60;

/** Who speaks, and the way to the other pages; the same in every state, so that help is never more than a click away. */
export function Masthead({ view, spacious, openPage, openInTab }: MastheadProps): JSX.Element {
  const host = spacious && view.kind === 'shown' ? view.tab.host : undefined;
  const link = (page: LinkedPage, icon?: IconName): JSX.Element => (
    <PageLink page={page} icon={icon} openPage={spacious ? undefined : openPage} />
  );
  return (
    <header class="masthead airmail">
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
      <nav class="masthead-nav" aria-label={t('page_nav')}>
        {link('learn')}
        {link('history', 'clock')}
        {link('options', 'sliders')}
      </nav>
      {!spacious && (
        <button
          type="button"
          class="button-icon masthead-icon"
          title={t('popup_open_in_tab')}
          onClick={() => void openInTab()}
        >
          <Icon name="out" />
          <span class="visually-hidden">{t('popup_open_in_tab')}</span>
        </button>
      )}
    </header>
  );
}

const WORDS = { learn: 'learn_title', history: 'history_title', options: 'options_title' } as const;

type LinkedPage = keyof typeof WORDS;

interface PageLinkProps {
  readonly page: LinkedPage;
  /** Left out: the link is its words. */
  readonly icon: IconName | undefined;
  /** Left out: an ordinary link. The popup itself must not turn into another page. */
  readonly openPage: MastheadProps['openPage'] | undefined;
}

function PageLink({ page, icon, openPage }: PageLinkProps): JSX.Element {
  const words = t(WORDS[page]);
  const open = (event: Event): void => {
    if (!openPage) return;
    event.preventDefault();
    void openPage(PAGES[page]);
  };
  return (
    <a
      class={icon ? 'button-icon masthead-icon' : 'masthead-learn'}
      data-page={page}
      href={PAGES[page]}
      title={icon && words}
      onClick={open}
    >
      {icon ? (
        <>
          <Icon name={icon} />
          <span class="visually-hidden">{words}</span>
        </>
      ) : (
        words
      )}
    </a>
  );
}

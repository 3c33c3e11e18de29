import './page.css';
import type { ComponentChildren, JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import { Announcer } from '../announcer.js';
import { PAGES, type PageName } from './pages.js';

/** Pages that the head of every page leads to. */
const LINKS: readonly (readonly [PageName, MessageKey])[] = [
  ['history', 'history_title'],
  ['learn', 'learn_title'],
  ['options', 'options_title'],
];

export interface PageProps {
  readonly name: PageName;
  /** Not all that the page shows is there yet. */
  readonly loading?: boolean;
  readonly children: ComponentChildren;
}

/** What the pages in tabs have in common: who speaks, the way to the other pages, the page's own part. */
export const Page = ({ name, loading = false, children }: PageProps): JSX.Element => (
  <div class="page" data-page={name} data-state={loading ? 'loading' : 'ready'}>
    <a class="page-skip" href="#main">
      {t('page_skip')}
    </a>
    <header class="page-head airmail">
      <div class="page-width">
        <span class="page-name">
          <img src="/icons/missent.svg" alt="" />
          <b translate={false}>Missent</b>
        </span>
        <nav aria-label={t('page_nav')}>
          <ul>
            {LINKS.map(([page, words]) => (
              <li key={page}>
                <a href={PAGES[page]} aria-current={page === name ? 'page' : undefined}>
                  {t(words)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
    <main id="main" class="page-main page-width" tabIndex={-1}>
      {children}
    </main>
    <Announcer />
  </div>
);

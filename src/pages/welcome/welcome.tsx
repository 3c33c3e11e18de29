import './welcome.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Access } from '../../ui/access/access.js';
import { Page } from '../../ui/page/page.js';
import { PAGES } from '../../ui/page/pages.js';
import { AccessCard } from './access-card.js';
import { Facts } from './facts.js';

export interface WelcomeProps {
  readonly access: Access;
}

/** The first thing that a new user sees: what Missent does, what it sees, and whether it may. One screen. */
export const Welcome = ({ access }: WelcomeProps): JSX.Element => (
  <Page name="welcome" loading={access.sites.value === undefined}>
    <div class="welcome">
      <header class="welcome-head">
        <span class="welcome-sign" aria-hidden="true">
          <img src="/icons/missent.svg" alt="" />
          <b>1</b>
        </span>
        <h1>{t('welcome_title')}</h1>
        <p>{t('welcome_lead')}</p>
      </header>
      <AccessCard access={access} />
      <Facts />
      <p class="welcome-more">
        <a href={PAGES.learn}>{t('learn_title')}</a>
        <a href={PAGES.options}>{t('welcome_to_options')}</a>
      </p>
    </div>
  </Page>
);

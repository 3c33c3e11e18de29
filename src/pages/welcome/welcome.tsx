import './welcome.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import type { Access } from '../../ui/access/access.js';
import { Heading } from '../../ui/heading.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { Page } from '../../ui/page/page.js';
import { PAGES } from '../../ui/page/pages.js';
import { Phrases } from '../../ui/phrases.js';

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
        <Heading level={1}>{t('welcome_title')}</Heading>
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

/** Whether Missent may see requests; the button where it may not. The words change in a live region. */
function AccessCard({ access }: { readonly access: Access }): JSX.Element {
  const sites = access.sites.value;
  const granted = sites === 'all';
  const refused = access.refused.value;
  return (
    <section
      class="welcome-access"
      data-access={sites === undefined ? 'asking' : granted ? 'granted' : refused ? 'refused' : 'missing'}
      aria-live="polite"
    >
      {granted ? (
        <p class="welcome-granted">
          <Icon name="check" />
          <span>{t('welcome_granted')}</span>
        </p>
      ) : sites === undefined ? null : (
        <>
          <div>
            <Heading level={2}>{t('welcome_missing_title')}</Heading>
            <p>{t(refused ? 'welcome_refused' : 'welcome_missing')}</p>
          </div>
          <button type="button" class="button button-strong" onClick={() => void access.grant()}>
            {t('popup_grant')}
          </button>
        </>
      )}
    </section>
  );
}

const FACTS: readonly (readonly [IconName, title: MessageKey, points: readonly MessageKey[]])[] = [
  ['envelope', 'welcome_does', ['welcome_does_badge', 'welcome_does_pin']],
  ['eye', 'welcome_sees', ['welcome_sees_all', 'welcome_sees_misdirected']],
  ['lock', 'welcome_keeps', ['welcome_keeps_here', 'welcome_keeps_private']],
];

const Facts = (): JSX.Element => (
  <div class="welcome-facts">
    {FACTS.map(([icon, title, points]) => (
      <section key={title}>
        <h2>
          <Icon name={icon} />
          <Phrases text={t(title)} />
        </h2>
        {points.map((point) => (
          <p key={point}>{t(point)}</p>
        ))}
      </section>
    ))}
  </div>
);

import './learn.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { Page } from '../../ui/page/page.js';
import { AlreadyRetried } from './already-retried.js';
import { Causes } from './causes.js';
import { Contents } from './contents.js';
import { Elsewhere } from './elsewhere.js';
import { Meaning } from './meaning.js';
import { Remedies } from './remedies.js';
import { Sharing } from './sharing.js';
import { Sources } from './sources.js';

/** What a 421 is, for whoever has met one: on one page, to be read from top to bottom. */
export const Learn = (): JSX.Element => (
  <Page name="learn">
    <div class="learn">
      <header class="learn-head">
        <h1>{t('learn_title')}</h1>
        <p>{t('learn_lead')}</p>
      </header>
      <Contents />
      <article class="learn-text">
        <Meaning />
        <Sharing />
        <AlreadyRetried />
        <Causes />
        <Remedies />
        <Elsewhere />
        <Sources />
      </article>
    </div>
  </Page>
);

import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { Source } from '../../ui/source.js';
import { Chapter } from './chapter.js';

export const Meaning = (): JSX.Element => (
  <Chapter id="meaning">
    <p>{t('learn_meaning_server')}</p>
    <p>{t('learn_meaning_letter')}</p>
    <p>{t('learn_meaning_sender')}</p>
    <p class="learn-source">
      <Source source="RFC 9110 section 15.5.20, RFC 9110 section 7.4" />
    </p>
  </Chapter>
);

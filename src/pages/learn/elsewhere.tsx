import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { Source } from '../../ui/source.js';
import { Chapter } from './chapter.js';

/** The same number in other protocols, whose users come here by mistake. */
export const Elsewhere = (): JSX.Element => (
  <Chapter id="elsewhere">
    <p>{t('learn_elsewhere_mail')}</p>
    <p>{t('learn_elsewhere_page')}</p>
    <p class="learn-source">
      <Source source="RFC 5321 section 4.2.3, RFC 959 section 4.2.2" />
    </p>
  </Chapter>
);

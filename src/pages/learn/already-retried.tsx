import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { Source } from '../../ui/source.js';
import { Chapter } from './chapter.js';

export const AlreadyRetried = (): JSX.Element => (
  <Chapter id="already-retried">
    <p>{t('learn_retried_once')}</p>
    <p>{t('learn_retried_twice')}</p>
    <p>{t('learn_retried_recovered')}</p>
    <p>{t('learn_retried_others')}</p>
    <p class="learn-source">
      <Source source="RFC 9110 section 15.5.20, fetch.spec.whatwg.org/#http-network-or-cache-fetch" />
    </p>
  </Chapter>
);

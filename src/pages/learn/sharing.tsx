import type { JSX } from 'preact';
import { CAUSES } from '../../diagnosis/causes/index.js';
import { t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import { RoutePicture } from '../../ui/route/route-picture.js';
import { Source } from '../../ui/source.js';
import { Chapter } from './chapter.js';
import { sampleRoute } from './sample-route.js';

/** RFC 9113 section 9.1.1, and what Chromium and Firefox ask for beyond it. */
const CONDITIONS: readonly MessageKey[] = [
  'learn_sharing_address',
  'learn_sharing_certificate',
  'learn_sharing_protocol',
  'learn_sharing_direct',
  'learn_sharing_clean',
  'learn_sharing_partition',
];

export const Sharing = (): JSX.Element => (
  <Chapter id="sharing">
    <p>{t('learn_sharing_what')}</p>
    <p>{t('learn_sharing_when')}</p>
    <ul class="learn-list">
      {CONDITIONS.map((condition) => (
        <li key={condition}>{t(condition)}</li>
      ))}
    </ul>
    <p>{t('learn_sharing_origin_frame')}</p>
    <p>{t('learn_sharing_trouble')}</p>
    {CAUSES.filter(({ isSharing }) => isSharing).map(({ id }) => (
      <RoutePicture key={id} route={sampleRoute(id)} />
    ))}
    <p class="learn-source">
      <Source source="RFC 9113 section 9.1.1, RFC 9114 section 3.3, RFC 8336 section 2.4" />
    </p>
  </Chapter>
);

import type { JSX } from 'preact';
import { causeName } from '../../diagnosis/cause-name.js';
import { CAUSES, unknownCause } from '../../diagnosis/causes/index.js';
import { t } from '../../i18n/i18n.js';
import { CAUSE_IDS, type CauseId, type FixedBy } from '../../model/cause.js';
import type { MessageKey } from '../../model/text.js';
import { RoutePicture } from '../../ui/route/route-picture.js';
import { Chapter } from './chapter.js';
import { sampleRoute } from './sample-route.js';

const FIXED_BY: Readonly<Record<FixedBy, MessageKey>> = {
  visitor: 'learn_fixed_by_visitor',
  operator: 'learn_fixed_by_operator',
  developer: 'learn_fixed_by_developer',
  'network-admin': 'learn_fixed_by_network_admin',
  'nobody-known': 'learn_fixed_by_nobody_known',
};

/** Every cause that Missent knows, each with its picture. */
export const Causes = (): JSX.Element => (
  <Chapter id="causes">
    <p>{t('learn_causes_intro')}</p>
    <ul class="learn-causes">
      {CAUSE_IDS.map((id) => (
        <CauseCard key={id} id={id} />
      ))}
    </ul>
  </Chapter>
);

function CauseCard({ id }: { readonly id: CauseId }): JSX.Element {
  const { definition, fixedBy } = CAUSES.find((cause) => cause.id === id) ?? unknownCause;
  return (
    <li class="learn-cause" id={id}>
      <div class="learn-cause-parts">
        <div class="learn-cause-words">
          <h3>{t(causeName(id))}</h3>
          <p>{t(definition)}</p>
          <p class="soft">{t(FIXED_BY[fixedBy])}</p>
        </div>
        <RoutePicture route={sampleRoute(id)} />
      </div>
    </li>
  );
}

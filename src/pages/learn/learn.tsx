import './learn.css';
import type { ComponentChildren, JSX } from 'preact';
import { causeName } from '../../diagnosis/cause-name.js';
import { CAUSES, unknownCause } from '../../diagnosis/causes/index.js';
import { t } from '../../i18n/i18n.js';
import { CAUSE_IDS, type CauseId, type FixedBy } from '../../model/cause.js';
import type { MessageKey } from '../../model/text.js';
import { Heading } from '../../ui/heading.js';
import { Page } from '../../ui/page/page.js';
import { Phrases } from '../../ui/phrases.js';
import { RoutePicture } from '../../ui/route/route-picture.js';
import { Source } from '../../ui/source.js';
import { WebLink } from '../../ui/web-link.js';
import { sampleRoute } from './sample-route.js';

/** What a 421 is, for whoever has met one: on one page, to be read from top to bottom. */
export const Learn = (): JSX.Element => (
  <Page name="learn">
    <div class="learn">
      <header class="learn-head">
        <Heading level={1}>{t('learn_title')}</Heading>
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

const AlreadyRetried = (): JSX.Element => (
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

const Meaning = (): JSX.Element => (
  <Chapter id="meaning">
    <p>{t('learn_meaning_server')}</p>
    <p>{t('learn_meaning_letter')}</p>
    <p>{t('learn_meaning_sender')}</p>
    <p class="learn-source">
      <Source source="RFC 9110 section 15.5.20, RFC 9110 section 7.4" />
    </p>
  </Chapter>
);

/** RFC 9113 section 9.1.1, and what Chromium and Firefox ask for beyond it. */
const CONDITIONS: readonly MessageKey[] = [
  'learn_sharing_address',
  'learn_sharing_certificate',
  'learn_sharing_protocol',
  'learn_sharing_direct',
  'learn_sharing_clean',
  'learn_sharing_partition',
];

const Sharing = (): JSX.Element => (
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

const FIXED_BY: Readonly<Record<FixedBy, MessageKey>> = {
  visitor: 'learn_fixed_by_visitor',
  operator: 'learn_fixed_by_operator',
  developer: 'learn_fixed_by_developer',
  'network-admin': 'learn_fixed_by_network_admin',
  'nobody-known': 'learn_fixed_by_nobody_known',
};

/** Every cause that Missent knows, each with its picture. */
const Causes = (): JSX.Element => (
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
          <Heading level={3}>{t(causeName(id))}</Heading>
          <p>{t(definition)}</p>
          <p class="soft">{t(FIXED_BY[fixedBy])}</p>
        </div>
        <RoutePicture route={sampleRoute(id)} />
      </div>
    </li>
  );
}

const VISITOR: readonly MessageKey[] = [
  'learn_visitor_url',
  'learn_visitor_fresh',
  'learn_visitor_network',
  'learn_visitor_tell',
];

const OPERATOR: readonly MessageKey[] = [
  'learn_operator_who',
  'learn_operator_gateway',
  'learn_operator_pool',
  'learn_operator_level',
  'learn_operator_mapping',
  'learn_operator_log',
];

const Remedies = (): JSX.Element => (
  <Chapter id="remedies">
    <Heading level={3}>{t('learn_visitor_title')}</Heading>
    <Points points={VISITOR} />
    <Heading level={3}>{t('learn_operator_title')}</Heading>
    <Points points={OPERATOR} />
  </Chapter>
);

const Points = ({ points }: { readonly points: readonly MessageKey[] }): JSX.Element => (
  <ul class="learn-list">
    {points.map((point) => (
      <li key={point}>{t(point)}</li>
    ))}
  </ul>
);

/** The same number in other protocols, whose users come here by mistake. */
const Elsewhere = (): JSX.Element => (
  <Chapter id="elsewhere">
    <p>{t('learn_elsewhere_mail')}</p>
    <p>{t('learn_elsewhere_page')}</p>
    <p class="learn-source">
      <Source source="RFC 5321 section 4.2.3, RFC 959 section 4.2.2" />
    </p>
  </Chapter>
);

/** Titles are the documents' own and not translated. */
const STANDARDS: readonly (readonly [title: string, page: string])[] = [
  ['RFC 9110, 15.5.20: 421 Misdirected Request', 'rfc9110.html#section-15.5.20'],
  ['RFC 9110, 7.4: Rejecting Misdirected Requests', 'rfc9110.html#section-7.4'],
  ['RFC 9113 (HTTP/2), 9.1.1: Connection Reuse', 'rfc9113.html#section-9.1.1'],
  ['RFC 9114 (HTTP/3), 3.3: Connection Reuse', 'rfc9114.html#section-3.3'],
  ['RFC 8336: The ORIGIN HTTP/2 Frame', 'rfc8336.html'],
  ['RFC 7838: HTTP Alternative Services', 'rfc7838.html'],
];

const Sources = (): JSX.Element => (
  <Chapter id="sources">
    <ul class="learn-list" translate={false}>
      {STANDARDS.map(([title, page]) => (
        <li key={page}>
          <WebLink url={`https://www.rfc-editor.org/rfc/${page}`}>
            <bdi dir="ltr" lang="en">
              {title}
            </bdi>
          </WebLink>
        </li>
      ))}
    </ul>
  </Chapter>
);

/** The way to each chapter; beside the text where there is room. */
const Contents = (): JSX.Element => (
  <nav class="learn-contents" aria-label={t('learn_contents')}>
    <ol>
      {CHAPTERS.map(([id, words]) => (
        <li key={id}>
          <a href={`#${id}`}>{t(words)}</a>
          {id === 'causes' && <CauseLinks />}
        </li>
      ))}
    </ol>
  </nav>
);

/** Each cause by its name, as links from an incident name it. */
const CauseLinks = (): JSX.Element => (
  <ul class="learn-cause-links">
    {CAUSE_IDS.map((id) => (
      <li key={id}>
        <a href={`#${id}`}>{t(causeName(id))}</a>
      </li>
    ))}
  </ul>
);

/** The chapters in their order, by the anchors that links rely on. */
const CHAPTERS = [
  ['meaning', 'learn_meaning_title'],
  ['sharing', 'learn_sharing_title'],
  ['already-retried', 'learn_retried_title'],
  ['causes', 'learn_causes_title'],
  ['remedies', 'learn_remedies_title'],
  ['elsewhere', 'learn_elsewhere_title'],
  ['sources', 'learn_sources_title'],
] as const satisfies readonly (readonly [string, MessageKey])[];

type ChapterId = (typeof CHAPTERS)[number][0];

const TITLES: ReadonlyMap<ChapterId, MessageKey> = new Map(CHAPTERS);

interface ChapterProps {
  readonly id: ChapterId;
  readonly children: ComponentChildren;
}

const Chapter = ({ id, children }: ChapterProps): JSX.Element => (
  <section class="learn-chapter" id={id} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>
      <Phrases text={t(TITLES.get(id) ?? 'learn_title')} />
    </h2>
    {children}
  </section>
);

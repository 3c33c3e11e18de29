import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import { Chapter } from './chapter.js';

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

export const Remedies = (): JSX.Element => (
  <Chapter id="remedies">
    <h3>{t('learn_visitor_title')}</h3>
    <Points points={VISITOR} />
    <h3>{t('learn_operator_title')}</h3>
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

import './evidence-list.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Evidence, Weight } from '../../model/diagnosis.js';
import type { MessageKey } from '../../model/text.js';
import { Heading, type Level } from '../heading.js';
import { Icon } from '../icon.js';
import { Say } from '../say.js';
import { Source } from '../source.js';

const WEIGHT_WORDS: Readonly<Record<Weight, MessageKey>> = {
  decides: 'ui_weight_decides',
  3: 'ui_weight_strong',
  2: 'ui_weight_moderate',
  1: 'ui_weight_weak',
  [-1]: 'ui_weight_weak',
  [-2]: 'ui_weight_moderate',
  [-3]: 'ui_weight_strong',
  excludes: 'ui_weight_excludes',
};

const strength = (weight: Weight): number => (typeof weight === 'number' ? Math.abs(weight) : 4);

export const speaksFor = ({ weight }: Evidence): boolean =>
  weight === 'decides' || (typeof weight === 'number' && weight > 0);

const strongestFirst = (evidence: readonly Evidence[]): Evidence[] =>
  evidence.toSorted((a, b) => strength(b.weight) - strength(a.weight));

export interface EvidenceListProps {
  readonly evidence: readonly Evidence[];
  readonly level: Level;
}

/** What speaks for a cause and what against it, the strongest first; with its weight as a word and its source. */
export function EvidenceList({ evidence, level }: EvidenceListProps): JSX.Element {
  const inFavour = strongestFirst(evidence.filter(speaksFor));
  const against = strongestFirst(evidence.filter((item) => !speaksFor(item)));
  return (
    <div class="evidence">
      {inFavour.length > 0 && (
        <>
          <Heading level={level} class="evidence-side">
            {t('ui_evidence_for')}
          </Heading>
          <Items items={inFavour} side="for" />
        </>
      )}
      {against.length > 0 && (
        <>
          <Heading level={level} class="evidence-side">
            {t('ui_evidence_against')}
          </Heading>
          <Items items={against} side="against" />
        </>
      )}
      {evidence.length === 0 && <p class="soft">{t('ui_evidence_none')}</p>}
    </div>
  );
}

const Items = ({
  items,
  side,
}: {
  readonly items: readonly Evidence[];
  readonly side: 'for' | 'against';
}): JSX.Element => (
  <ul data-side={side}>
    {items.map((item) => (
      <li key={item.id}>
        <Icon name={side === 'for' ? 'plus' : 'minus'} />
        <div>
          <p>
            <Say text={item.text} />
          </p>
          <p class="evidence-note">
            <b>{t(WEIGHT_WORDS[item.weight])}</b>
            {item.fresh && <span class="evidence-fresh">{t('ui_evidence_fresh')}</span>}
            {' · '}
            <Source source={item.source} />
          </p>
        </div>
      </li>
    ))}
  </ul>
);

import type { ComponentChildren, JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';

/** The chapters in their order, by the anchors that links rely on. */
export const CHAPTERS = [
  ['meaning', 'learn_meaning_title'],
  ['sharing', 'learn_sharing_title'],
  ['already-retried', 'learn_retried_title'],
  ['causes', 'learn_causes_title'],
  ['remedies', 'learn_remedies_title'],
  ['elsewhere', 'learn_elsewhere_title'],
  ['sources', 'learn_sources_title'],
] as const satisfies readonly (readonly [string, MessageKey])[];

export type ChapterId = (typeof CHAPTERS)[number][0];

const TITLES: ReadonlyMap<ChapterId, MessageKey> = new Map(CHAPTERS);

export interface ChapterProps {
  readonly id: ChapterId;
  readonly children: ComponentChildren;
}

export const Chapter = ({ id, children }: ChapterProps): JSX.Element => (
  <section class="learn-chapter" id={id} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>{t(TITLES.get(id) ?? 'learn_title')}</h2>
    {children}
  </section>
);

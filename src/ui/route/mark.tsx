import type { JSX } from 'preact';
import { MARK_WORDS, type Mark } from '../../diagnosis/route/route.js';
import { Icon, type IconName } from '../icon.js';
import { Say } from '../say.js';

const SIGNS: Readonly<Partial<Record<Mark, IconName>>> = {
  broken: 'cross',
  supposed: 'question',
  unsure: 'question',
};

export interface MarkProps {
  readonly mark: Mark;
  /** Draw its sign too, and not only its words. */
  readonly sign: boolean;
}

/** The sign of the place where it broke: a shape beside the colour, and words for those who hear the picture. */
export function MarkView({ mark, sign }: MarkProps): JSX.Element {
  const icon = SIGNS[mark];
  return (
    <>
      {sign && icon && (
        <span class="route-mark" data-mark={mark} aria-hidden="true">
          <Icon name={icon} />
        </span>
      )}
      <span class="visually-hidden">
        {': '}
        <Say text={MARK_WORDS[mark]} />
      </span>
    </>
  );
}

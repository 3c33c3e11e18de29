import type { JSX } from 'preact';
import { Icon } from '../icon.js';
import { Say } from '../say.js';
import { MARK_WORDS, type Mark } from './route.js';

/** The sign of the place where it broke: a shape beside the colour, and words for those who hear the picture. */
export function MarkView({ mark }: { readonly mark: Mark }): JSX.Element {
  return (
    <>
      {(mark === 'broken' || mark === 'supposed' || mark === 'unsure') && (
        <span class="route-mark" data-mark={mark} aria-hidden="true">
          <Icon name={mark === 'broken' ? 'cross' : 'question'} />
        </span>
      )}
      <span class="visually-hidden">
        {': '}
        <Say text={MARK_WORDS[mark]} />
      </span>
    </>
  );
}

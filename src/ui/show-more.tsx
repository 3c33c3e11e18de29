import './show-more.css';
import type { JSX } from 'preact';
import { plural } from '../i18n/i18n.js';

export interface ShowMoreProps {
  /** How many are not drawn yet. */
  readonly left: number;
  /** How many a click adds. */
  readonly step: number;
  readonly more: () => void;
}

/** What does not fit at a glance comes when it is asked for. */
export const ShowMore = ({ left, step, more }: ShowMoreProps): JSX.Element | null =>
  left > 0 ? (
    <button type="button" class="button show-more" onClick={more}>
      {plural('map_more', Math.min(left, step))}
      {left > step && <small class="soft">{plural('map_more_left', left)}</small>}
    </button>
  ) : null;

import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { formatNumber, t } from '../../../i18n/i18n.js';
import { isSameSpan, type Span } from '../query.js';
import { type Bucket, totalOf, type Unit } from './buckets.js';
import { spanWords } from './span-words.js';

export interface BarPicksProps {
  readonly buckets: readonly Bucket[];
  readonly unit: Unit;
  readonly span: Span | null;
  readonly toggle: (bucket: Bucket) => void;
}

/**
 * A button over each bar, as high as the field. One of them is a stop of the Tab key, the arrow keys lead on to the
 * others (WAI-ARIA Authoring Practices, roving tabindex): sixty stops would bar the way to the list.
 */
export function BarPicks({ buckets, unit, span, toggle }: BarPicksProps): JSX.Element {
  const field = useRef<HTMLDivElement>(null);
  const filled = buckets.filter((bucket) => totalOf(bucket) > 0);
  const stop = filled.find((bucket) => isSameSpan(span, bucket)) ?? filled.at(-1);

  const lead = (event: KeyboardEvent): void => {
    const buttons = [...(field.current?.querySelectorAll('button') ?? [])];
    const here = buttons.findIndex((button) => button.matches(':focus'));
    const next = buttons[nextIndex(event.key, here, buttons.length)];
    if (!next) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  };
  return (
    <div
      ref={field}
      class="bars-picks"
      role="toolbar"
      aria-label={t('history_pick_span')}
      style={{ gridTemplateColumns: `repeat(${buckets.length}, minmax(0, 1fr))` }}
      onKeyDown={lead}
    >
      {buckets.map((bucket, index) => {
        const total = totalOf(bucket);
        if (total === 0) return null;
        const words = `${spanWords(bucket, unit)}: ${formatNumber(total)}`;
        return (
          <button
            key={bucket.from}
            type="button"
            class="bars-pick"
            style={{ gridColumn: String(index + 1) }}
            title={words}
            aria-label={words}
            aria-pressed={isSameSpan(span, bucket)}
            tabIndex={bucket === stop ? 0 : -1}
            onClick={() => toggle(bucket)}
          />
        );
      })}
    </div>
  );
}

/** In the order of the page, which is also that of time; where one writes from right to left, both are turned round. */
function nextIndex(key: string, here: number, count: number): number {
  const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'ArrowLeft':
    case 'ArrowRight':
      return Math.min(count - 1, Math.max(0, here + (key === forward ? 1 : -1)));
    default:
      return -1;
  }
}

import type { JSX } from 'preact';
import { OUTCOMES } from '../../model/exchange.js';
import { formatNumber } from '../../ui/i18n.js';
import { type Bucket, totalOf, type Unit } from './buckets.js';
import { spanWords } from './span-words.js';

/** Units of the drawing for one bar, its gap included. */
const STEP = 10;
const HEIGHT = 100;

export interface BarsProps {
  readonly buckets: readonly Bucket[];
  readonly unit: Unit;
  /** The picture in words. */
  readonly label: string;
}

/** A bar a stretch of time, its kinds on top of each other. Drawn on a field that is stretched to the room there is. */
export function Bars({ buckets, unit, label }: BarsProps): JSX.Element {
  const most = Math.max(1, ...buckets.map(totalOf));
  const [first, last] = [buckets[0], buckets.at(-1)];
  return (
    <figure class="bars">
      <div class="bars-field">
        <span class="bars-most" aria-hidden="true">
          {formatNumber(most)}
        </span>
        <svg
          viewBox={`0 0 ${buckets.length * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          {buckets.map((bucket, index) => (
            <Bar
              key={bucket.from}
              bucket={bucket}
              x={index * STEP}
              most={most}
              title={spanWords(bucket, unit)}
            />
          ))}
        </svg>
      </div>
      <figcaption class="bars-ends" aria-hidden="true">
        <span>{first && spanWords(first, unit)}</span>
        <span>{last && last !== first && spanWords(last, unit)}</span>
      </figcaption>
    </figure>
  );
}

interface BarProps {
  readonly bucket: Bucket;
  readonly x: number;
  readonly most: number;
  readonly title: string;
}

function Bar({ bucket, x, most, title }: BarProps): JSX.Element | null {
  const total = totalOf(bucket);
  if (total === 0) return null;
  let top = HEIGHT;
  return (
    <g>
      <title>{`${title}: ${formatNumber(total)}`}</title>
      {OUTCOMES.filter((outcome) => bucket.counts[outcome] > 0).map((outcome) => {
        const height = (bucket.counts[outcome] / most) * HEIGHT;
        top -= height;
        return (
          <rect key={outcome} data-status={outcome} x={x + 1} y={top} width={STEP - 2} height={height} />
        );
      })}
    </g>
  );
}

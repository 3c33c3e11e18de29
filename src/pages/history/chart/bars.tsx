import './bars.css';
import type { JSX } from 'preact';
import { formatNumber } from '../../../i18n/i18n.js';
import { OUTCOMES } from '../../../model/exchange.js';
import type { Span } from '../query.js';
import { BarPicks } from './bar-picks.js';
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
  readonly span: Span | null;
  readonly toggle: (bucket: Bucket) => void;
}

/** A bar a stretch of time, its kinds on top of each other. Drawn on a field that is stretched to the room there is. */
export function Bars({ buckets, unit, label, span, toggle }: BarsProps): JSX.Element {
  const most = Math.max(1, ...buckets.map(totalOf));
  return (
    <figure class="bars">
      <div class="bars-field" data-held={span !== null}>
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
              chosen={span !== null && bucket.from >= span.from && bucket.to <= span.to}
            />
          ))}
        </svg>
        <BarPicks buckets={buckets} unit={unit} span={span} toggle={toggle} />
      </div>
      <figcaption class="bars-ends" aria-hidden="true">
        {marked(buckets).map((bucket) => (
          <span key={bucket.from}>{spanWords(bucket, unit)}</span>
        ))}
      </figcaption>
    </figure>
  );
}

/** Stretches that are named under the chart: its ends, and what lies evenly between. */
function marked(buckets: readonly Bucket[]): readonly Bucket[] {
  const last = buckets.length - 1;
  const places = new Set([0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(part * last)));
  return [...places].flatMap((at) => buckets[at] ?? []);
}

interface BarProps {
  readonly bucket: Bucket;
  readonly x: number;
  readonly most: number;
  readonly chosen: boolean;
}

function Bar({ bucket, x, most, chosen }: BarProps): JSX.Element | null {
  if (totalOf(bucket) === 0) return null;
  let top = HEIGHT;
  return (
    <g data-chosen={chosen}>
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

import type { JSX } from 'preact';

/** Outlines on a field of 16 by 16, drawn for a stroke of 1.75. All are decoration beside a word. */
const OUTLINES = {
  envelope: 'M2 4.5h12v8H2zM2.4 5 8 9.2 13.6 5',
  cross: 'm4.5 4.5 7 7M11.5 4.5l-7 7',
  bin: 'M2.5 4.5h11M6 4.5V2.75h4V4.5M4 4.5l.6 9h6.8l.6-9M6.75 7v4M9.25 7v4',
  check: 'm3.5 8.5 3 3 6-7',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  question: 'M5.6 6a2.4 2.4 0 1 1 3.5 2.2c-.7.4-1.1.8-1.1 1.6M8 12.4v.1',
  copy: 'M6 6h7.5v7.5H6zM10 6V2.5H2.5V10H6',
  out: 'M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4',
  book: 'M8 4.2C6.5 3 4.5 2.8 2.5 3v9.4c2-.2 4 0 5.5 1.1 1.5-1.1 3.5-1.3 5.5-1.1V3c-2-.2-4 0-5.5 1.2zm0 0v9.3',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  'eye-off':
    'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM3 13 13 3',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.3 1.6',
  sliders:
    'M2.5 5h6M12 5h1.5M8.5 5a1.75 1.75 0 1 0 3.5 0 1.75 1.75 0 1 0-3.5 0zM13.5 11h-6M4 11H2.5M4 11a1.75 1.75 0 1 0 3.5 0A1.75 1.75 0 1 0 4 11z',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  arrow: 'M2.5 8h10.5M9.5 4.5 13 8l-3.5 3.5',
} as const;

export type IconName = keyof typeof OUTLINES;

/** Icons that point along the line of text. */
const DIRECTED: ReadonlySet<IconName> = new Set(['arrow', 'out']);

export const Icon = ({ name }: { readonly name: IconName }): JSX.Element => (
  <svg class={DIRECTED.has(name) ? 'icon icon-directed' : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
    <path d={OUTLINES[name]} />
  </svg>
);

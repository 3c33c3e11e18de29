import type { JSX } from 'preact';
import { text } from '../../model/text.js';
import { t } from '../i18n.js';
import { Icon } from '../icon.js';
import { Say } from '../say.js';
import { visible } from '../visible.js';
import { LabelView } from './label.js';
import { MarkView } from './mark.js';
import type { Label, Leg, Mark, Station } from './route.js';

const words = (label: Label): string => ('proper' in label ? visible(label.proper) : t(label));

export interface LegProps {
  readonly leg: Leg;
  readonly ends: readonly [Station] | readonly [Station, Station];
}

/** The way between two stations: a line, a line that forks, or the pipe with two letters in it. */
export function LegView({ leg, ends }: LegProps): JSX.Element {
  return (
    <div class="route-leg" data-mark={leg.mark}>
      <span class="visually-hidden">
        {leg.shared ? (
          <Say text={text('route_leg_shared', words(leg.shared[0]), words(leg.shared[1]))} />
        ) : (
          t('route_leg')
        )}
        {'; '}
      </span>
      <span class="route-notes">
        {leg.notes.map(({ label, letter, odd }, index) => (
          <span key={index} class={odd ? 'route-note route-note-odd' : 'route-note'}>
            {letter && <Icon name="envelope" />}
            <LabelView label={label} />
          </span>
        ))}
      </span>
      <span class="route-way">
        {ends.length === 2 ? <Fork ends={ends} /> : <Line mark={leg.mark} />}
        {leg.shared && <Pipe shared={leg.shared} />}
        <MarkView mark={leg.mark} sign={leg.mark !== 'unsure'} />
      </span>
    </div>
  );
}

/** Drawn on a field that is stretched to the leg's length; the stroke keeps its width. */
const Line = ({ mark }: { readonly mark: Mark }): JSX.Element => (
  <>
    <svg class="route-stroke" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
      <path data-mark={mark} d="M0 20H100" />
    </svg>
    <span class="route-head" data-mark={mark} />
  </>
);

const Fork = ({ ends }: { readonly ends: readonly [Station, Station] }): JSX.Element => (
  <>
    <svg class="route-stroke" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <path data-mark={ends[0].mark} d="M0 50C50 50 40 25 100 25" />
      <path data-mark={ends[1].mark} d="M0 50C50 50 40 75 100 75" />
    </svg>
    <span class="route-head route-head-upper" data-mark={ends[0].mark} />
    <span class="route-head route-head-lower" data-mark={ends[1].mark} />
  </>
);

const Pipe = ({ shared: [opened, joined] }: { readonly shared: readonly [Label, Label] }): JSX.Element => (
  <span class="route-pipe" aria-hidden="true">
    <span class="route-letter">
      <Icon name="envelope" />
      <LabelView label={opened} />
    </span>
    <span class="route-letter route-letter-joined">
      <Icon name="envelope" />
      <LabelView label={joined} />
    </span>
  </span>
);

import type { JSX } from 'preact';
import { LabelView } from './label.js';
import { MarkView } from './mark.js';
import type { Station } from './route.js';

/** A station: a box with its name on it, and below the box what it is or what it said. */
export const StationView = ({ station }: { readonly station: Station }): JSX.Element => (
  <div class="route-station" data-kind={station.kind} data-mark={station.mark}>
    <span class="route-box">
      <LabelView label={station.name} />
    </span>
    {station.role && (
      <span class="route-role">
        <LabelView label={station.role} />
      </span>
    )}
    <MarkView mark={station.mark} sign />
  </div>
);

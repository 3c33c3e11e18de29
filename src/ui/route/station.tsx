import type { JSX } from 'preact';
import { LabelView } from './label.js';
import { MarkView } from './mark.js';
import type { Station } from './route.js';

export interface StationProps {
  readonly station: Station;
  /** What it is or what it said stands in the box and not below it, as boxes stand above each other. */
  readonly stacked: boolean;
}

/** A station: a box with its name on it, and what it is or what it said. */
export function StationView({ station, stacked }: StationProps): JSX.Element {
  const role = station.role && (
    <span class="route-role">
      <LabelView label={station.role} />
    </span>
  );
  return (
    <div class="route-station" data-kind={station.kind} data-mark={station.mark}>
      <span class="route-box">
        <LabelView label={station.name} />
        {stacked && role}
      </span>
      {!stacked && role}
      <MarkView mark={station.mark} sign />
    </div>
  );
}

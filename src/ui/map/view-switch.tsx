import type { JSX } from 'preact';
import type { MessageKey } from '../../model/text.js';
import { RadioSwitch } from '../radio-switch.js';
import { remembered } from '../remember.js';

const VIEWS = ['drawing', 'table'] as const;
type View = (typeof VIEWS)[number];

const WORDS: readonly (readonly [View, MessageKey])[] = [
  ['drawing', 'map_as_drawing'],
  ['table', 'map_as_table'],
];

/** How the reader wants to see maps, on every page of the extension. */
export const { choice: view, choose: chooseView } = remembered('map', VIEWS, 'drawing');

export const ViewSwitch = (): JSX.Element => (
  <RadioSwitch
    class="map-views"
    legend="map_show_as"
    options={WORDS}
    chosen={view.value}
    choose={chooseView}
  />
);

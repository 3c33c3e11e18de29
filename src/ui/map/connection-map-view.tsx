import './connection-map.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import type { ConnectionMap } from '../../sources/log/map/connection-map.js';
import type { Level } from '../heading.js';
import { RadioSwitch } from '../radio-switch.js';
import { remembered } from '../remember.js';
import { MapDrawing } from './map-drawing.js';
import { MapTable } from './map-table.js';

export interface ConnectionMapViewProps {
  readonly map: ConnectionMap;
  /** Of the addresses' headings; the page writes the heading over the map itself. */
  readonly level: Level;
}

/** Which hosts shared which connections, as a drawing and as a table; and which may share one next. */
export function ConnectionMapView({ map, level }: ConnectionMapViewProps): JSX.Element {
  if (map.groups.length === 0) return <p class="soft">{t('map_empty')}</p>;
  return (
    <div class="map" data-view={view.value}>
      <div class="map-head">
        <p class="soft">
          {map.groups.some(({ by }) => by === 'connection') && <>{t('map_about_connections')} </>}
          {map.groups.some(({ by }) => by === 'address') && t('map_about_addresses')}
        </p>
        <ViewSwitch />
      </div>
      {view.value === 'drawing' ? <MapDrawing map={map} level={level} /> : <MapTable map={map} />}
    </div>
  );
}

const VIEWS = ['drawing', 'table'] as const;
type View = (typeof VIEWS)[number];

const WORDS: readonly (readonly [View, MessageKey])[] = [
  ['drawing', 'map_as_drawing'],
  ['table', 'map_as_table'],
];

/** How the reader wants to see maps, on every page of the extension. */
export const { choice: view, choose: chooseView } = remembered('map', VIEWS, 'drawing');

const ViewSwitch = (): JSX.Element => (
  <RadioSwitch
    class="map-views"
    legend="map_show_as"
    options={WORDS}
    chosen={view.value}
    choose={chooseView}
  />
);

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { plural, t } from '../../i18n/i18n.js';
import type { ConnectionMap } from '../../sources/log/map/connection-map.js';
import { Heading, type Level } from '../heading.js';
import { ShowMore } from '../show-more.js';
import { bracketed } from './names.js';
import { Pipe } from './pipe.js';
import { firstGroups, type Place, placesOf } from './places.js';
import { SharingNote } from './sharing-note.js';

/** Pipes that are drawn at first, and how many a click adds. */
const PIPES = 20;
const PIPES_STEP = 60;

export interface MapDrawingProps {
  readonly map: ConnectionMap;
  readonly level: Level;
}

/** From the browser through the pipes of its connections to the addresses they lead to. */
export function MapDrawing({ map, level }: MapDrawingProps): JSX.Element {
  const [most, setMost] = useState(PIPES);
  return (
    <div class="map-drawing">
      <div class="map-browser" aria-hidden="true">
        <span class="map-end">{t('report_browser')}</span>
      </div>
      {/* The keys move the focus between buttons that can be reached by Tab as well. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
      <div class="map-places" onKeyDown={walk}>
        {firstGroups(placesOf(map), most).map((place) => (
          <PlaceView key={place.id} place={place} level={level} />
        ))}
        <ShowMore left={map.groups.length - most} step={PIPES_STEP} more={() => setMost(most + PIPES_STEP)} />
      </div>
    </div>
  );
}

/** Arrow keys, Home and End walk from pipe to pipe (ARIA Authoring Practices, accordion). */
function walk(event: KeyboardEvent): void {
  const { currentTarget: places, target, key } = event;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!(places instanceof HTMLElement && target instanceof HTMLElement)) return;
  const toggles = [...places.querySelectorAll<HTMLElement>('.map-toggle')];
  const at = toggles.indexOf(target);
  if (at < 0) return;
  const to = new Map([
    ['ArrowDown', at + 1],
    ['ArrowUp', at - 1],
    ['Home', 0],
    ['End', toggles.length - 1],
  ]).get(key);
  const wanted = to === undefined ? undefined : toggles[to];
  if (wanted === undefined) return;
  event.preventDefault();
  wanted.focus();
}

const PlaceView = ({ place, level }: { readonly place: Place; readonly level: Level }): JSX.Element => (
  <section class="map-place">
    <div class="map-server" data-known={place.address !== undefined}>
      <div class="map-end">
        <Heading level={level}>
          <PlaceName place={place} />
        </Heading>
        <p class="soft">{plural('popup_group_hosts', hostsAt(place))}</p>
      </div>
    </div>
    <ul class="map-groups">
      {place.groups.map((group) => (
        <Pipe key={group.id} group={group} />
      ))}
    </ul>
    {place.warnings.length > 0 && (
      <div class="map-warnings">
        {place.warnings.map((warning, index) => (
          <SharingNote key={index} warning={warning} />
        ))}
      </div>
    )}
  </section>
);

function PlaceName({ place: { address, port, proxied } }: { readonly place: Place }): JSX.Element {
  if (address === undefined) return <>{t('map_address_unknown')}</>;
  return (
    <>
      {proxied && <small>{t('ui_fact_proxy')} </small>}
      <bdi dir="ltr" translate={false}>
        {bracketed(address)}
        {port !== undefined && (
          <>
            <wbr />
            <span class="map-port">:{port}</span>
          </>
        )}
      </bdi>
    </>
  );
}

const hostsAt = ({ groups }: Place): number =>
  new Set(groups.flatMap(({ hosts }) => hosts.map(({ host }) => host))).size;

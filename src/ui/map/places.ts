import type {
  ConnectionMap,
  MapGroup,
  MapHost,
  SharingWarning,
} from '../../sources/log/map/connection-map.js';

/** Where connections lead: a server's address or a proxy, with all groups of the map that lead there. */
export interface Place {
  /** Stable within one map. */
  readonly id: string;
  /** Absent where nobody knows the address. */
  readonly address?: string;
  readonly port?: number;
  /** The address is a proxy's. */
  readonly proxied: boolean;
  readonly groups: readonly MapGroup[];
  readonly warnings: readonly SharingWarning[];
}

/** The groups of a map by the place that they lead to, in the order of the map: places with a 421 come first. */
export function placesOf({ groups, warnings }: ConnectionMap): Place[] {
  const places = new Map<string, MapGroup[]>();
  for (const group of groups) {
    const id = placeOf(group);
    const known = places.get(id);
    if (known === undefined) places.set(id, [group]);
    else known.push(group);
  }
  return [...places].flatMap(([id, all]): Place[] => {
    const [first] = all;
    if (first === undefined) return [];
    const { address, port, proxy } = first;
    const proxied = proxy !== undefined;
    return [
      {
        id,
        ...(address === undefined ? {} : { address, ...(port === undefined ? {} : { port }) }),
        proxied,
        groups: all,
        warnings: proxied ? [] : warnings.filter((one) => one.address === address && one.port === port),
      },
    ];
  });
}

const placeOf = ({ address, port, proxy }: MapGroup): string => {
  if (proxy !== undefined) return `proxy ${proxy}`;
  return address === undefined ? 'unknown' : `${address} ${port ?? ''}`;
};

/** The first groups of the places, at most so many; places of which none is left are left out. */
export function firstGroups(places: readonly Place[], most: number): Place[] {
  let room = most;
  return places.flatMap((place) => {
    const groups = place.groups.slice(0, room);
    room -= groups.length;
    return groups.length === 0 ? [] : [{ ...place, groups }];
  });
}

/** Whom the connection was opened for, those who were refused, and then the others, each by name. */
export const inOrder = (hosts: readonly MapHost[]): MapHost[] =>
  // The sort is stable, and the map has them by name.
  [...hosts].sort((a, b) => rankOf(a) - rankOf(b));

const rankOf = ({ opener, misdirected }: MapHost): number => (opener ? 0 : misdirected > 0 ? 1 : 2);

export const misdirectedIn = (hosts: readonly MapHost[]): number =>
  hosts.reduce((sum, { misdirected }) => sum + misdirected, 0);

/** How far the certificate of a connection covers the hosts that used it. */
export type Coverage = 'all' | 'some' | 'none' | 'unknown';

export function coverageOf(hosts: readonly MapHost[]): Coverage {
  const told = hosts.filter(({ covered }) => covered !== undefined);
  if (told.length < hosts.length || hosts.length === 0) {
    return told.some(({ covered }) => covered === false) ? 'some' : 'unknown';
  }
  const covered = told.filter((host) => host.covered);
  return covered.length === told.length ? 'all' : covered.length === 0 ? 'none' : 'some';
}

import { describe, expect, it } from 'vitest';
import type {
  ConnectionMap,
  MapGroup,
  MapHost,
  SharingWarning,
} from '../../../../src/sources/log/map/connection-map.js';
import { coverageOf, firstGroups, inOrder, placesOf } from '../../../../src/ui/map/places.js';
import { RECORDINGS } from '../../../fixtures/netlog/recordings.js';
import { readingOf } from '../../netlog/read.js';

const host = (name: string, more: Partial<MapHost> = {}): MapHost => ({
  ...{ host: name, port: 443, requests: 1, misdirected: 0, hidden: 0, lost: 0 },
  ...more,
});

const group = (id: string, more: Partial<MapGroup> = {}): MapGroup => ({
  ...{ id, by: 'connection', connections: 1, protocol: 'h2', secure: true },
  ...{ address: '192.0.2.1', port: 443, hosts: [host(`${id}.example`)] },
  ...more,
});

const map = (groups: readonly MapGroup[], warnings: ConnectionMap['warnings'] = []): ConnectionMap => ({
  ...{ groups, warnings, cut: false },
});

const warning: SharingWarning = {
  ...{ address: '192.0.2.1', port: 443, certificate: 'covers' as const },
  ...{ hosts: ['a.example', 'b.example'], together: [] },
};

describe('the places of a map', () => {
  it('are addresses with their ports, in the order in which the map comes to them', () => {
    const places = placesOf(
      map([group('a'), group('b', { address: '192.0.2.2' }), group('c'), group('d', { port: 8443 })]),
    );
    expect(places.map(({ address, port, groups }) => [address, port, groups.map(({ id }) => id)])).toEqual([
      ['192.0.2.1', 443, ['a', 'c']],
      ['192.0.2.2', 443, ['b']],
      ['192.0.2.1', 8443, ['d']],
    ]);
  });

  it('hold what leads nowhere known together', () => {
    const { address: _, ...unplaced } = group('a');
    const [place, ...others] = placesOf(map([unplaced, { ...unplaced, id: 'b', port: 80 }]));
    expect(others).toEqual([]);
    expect(place).not.toHaveProperty('address');
    expect(place?.groups).toHaveLength(2);
  });

  it('keep a proxy apart from a server at the same address, and warn of sharing at the server only', () => {
    const places = placesOf(map([group('a', { proxy: '192.0.2.1:443' }), group('b')], [warning]));
    expect(places.map(({ proxied, warnings }) => [proxied, warnings.length])).toEqual([
      [true, 0],
      [false, 1],
    ]);
  });

  it('have each group and each warning of a recorded log once', async () => {
    const maps = await Promise.all(RECORDINGS.map(async ({ log }) => (await readingOf(log)).map));
    for (const recorded of maps) {
      const places = placesOf(recorded);
      expect(new Set(places.flatMap(({ groups }) => groups))).toEqual(new Set(recorded.groups));
      expect(places.flatMap(({ warnings }) => warnings)).toEqual(recorded.warnings);
    }
  });
});

describe('the first groups', () => {
  const places = placesOf(map([group('a'), group('b', { address: '192.0.2.2' }), group('c')]));
  const ids = (most: number) => firstGroups(places, most).map(({ groups }) => groups.map(({ id }) => id));

  it('are as many as asked for, without places that have none left', () => {
    expect([0, 1, 2, 3, 9].map(ids)).toEqual([
      [],
      [['a']],
      [['a', 'c']],
      [['a', 'c'], ['b']],
      [['a', 'c'], ['b']],
    ]);
  });
});

describe('the hosts of a pipe', () => {
  it('are the opener, the refused, and the others, each as the map has them', () => {
    const hosts = [
      host('a'),
      host('b', { misdirected: 1 }),
      host('c', { opener: true }),
      host('d'),
      host('e', { misdirected: 2 }),
    ];
    expect(inOrder(hosts).map((one) => one.host)).toEqual(['c', 'b', 'e', 'a', 'd']);
  });

  it.each([
    ['all', [true, true]],
    ['some', [true, false]],
    ['none', [false, false]],
    ['unknown', [true, undefined]],
    ['unknown', [undefined]],
    // One that is not covered is certain, whatever is not known of the others.
    ['some', [false, undefined]],
    ['unknown', []],
  ] as const)('are covered: %s', (coverage, covered) => {
    const hosts = covered.map((one, index) => host(String(index), one === undefined ? {} : { covered: one }));
    expect(coverageOf(hosts)).toBe(coverage);
  });
});

import { describe, expect, it } from 'vitest';
import { authorityOf } from '../../../src/model/authority.js';
import type { ConnectionMap, MapCertificate } from '../../../src/sources/log/map/connection-map.js';
import { MapBuilder } from '../../../src/sources/log/map/map-builder.js';
import { noteTraffic, type Traffic } from '../../../src/sources/log/map/traffic.js';

const NAMES = { dnsNames: ['*.a.test', 'a.test'], addresses: [] };

function response(url: string, parts: Partial<Omit<Traffic, 'authority'>> = {}): Traffic {
  const authority = authorityOf(url);
  if (!authority) throw new Error(`no web URL: ${url}`);
  return { authority, status: 200, protocol: 'h2', address: '192.0.2.1', ...parts };
}

const hostsOf = (group: { hosts: readonly { host: string }[] } | undefined) =>
  group?.hosts.map(({ host }) => host);

function mapOfTraffic(traffic: Iterable<Traffic>): Promise<ConnectionMap> {
  const map = new MapBuilder<MapCertificate>();
  const seen = new Set<string>();
  for (const one of traffic) noteTraffic(map, seen, one);
  return map.build(async (certificate) => certificate);
}

describe('the connection map', () => {
  it('groups by the real connection where the browser tells it', async () => {
    const { groups } = await mapOfTraffic([
      response('https://www.a.test/', { connection: '7' }),
      response('https://img.a.test/1', { connection: '7', status: 421 }),
      response('https://img.a.test/2', { connection: '9' }),
      response('https://other.test/', { connection: '9', address: '192.0.2.2' }),
    ]);
    expect(
      groups.map(({ by, connections, hosts }) => [
        by,
        connections,
        hosts.map(({ host, misdirected }) => `${host} ${misdirected}`),
      ]),
    ).toEqual([
      ['connection', 1, ['img.a.test 1', 'www.a.test 0']],
      ['connection', 1, ['img.a.test 0', 'other.test 0']],
    ]);
  });

  it('groups by address and protocol where it does not', async () => {
    const { groups } = await mapOfTraffic([
      response('https://www.a.test/'),
      response('https://img.a.test/'),
      response('https://old.a.test/', { protocol: 'http/1.1' }),
      response('http://www.a.test/', { protocol: 'http/1.1' }),
      response('https://far.test/', { address: '192.0.2.9' }),
    ]);
    expect(groups.map((group) => [group.by, group.connections, group.secure, hostsOf(group)])).toEqual([
      ['address', 0, true, ['img.a.test', 'www.a.test']],
      ['address', 0, true, ['old.a.test']],
      ['address', 0, false, ['www.a.test']],
      ['address', 0, true, ['far.test']],
    ]);
  });

  it('puts hosts whose address is not known together with nobody', async () => {
    const { groups, warnings } = await mapOfTraffic([
      response('https://a.test/', { address: undefined }),
      response('https://b.test/', { address: undefined }),
    ]);
    expect(groups.map(hostsOf)).toEqual([['a.test'], ['b.test']]);
    expect(warnings).toEqual([]);
  });

  it('says of each host whether the certificate covers it', async () => {
    const { groups } = await mapOfTraffic([
      response('https://www.a.test/', { connection: '1', certificate: NAMES }),
      response('https://www.b.test/', { connection: '1' }),
    ]);
    expect(groups[0]?.hosts.map(({ host, covered }) => [host, covered])).toEqual([
      ['www.a.test', true],
      ['www.b.test', false],
    ]);
  });

  it('denies no host that a certificate with too many names may cover', async () => {
    const { groups } = await mapOfTraffic([
      response('https://www.a.test/', { connection: '1', certificate: { ...NAMES, namesCut: true } }),
      response('https://www.b.test/', { connection: '1' }),
    ]);
    expect(groups[0]?.hosts.map(({ host, covered }) => [host, covered])).toEqual([
      ['www.a.test', true],
      ['www.b.test', undefined],
    ]);
  });

  it('counts a connection once, and its requests all', async () => {
    const { groups } = await mapOfTraffic(
      Array.from({ length: 50 }, () => response('https://a.test/', { connection: '1' })),
    );
    expect(groups).toMatchObject([{ connections: 1, hosts: [{ requests: 50 }] }]);
  });

  it('stays bounded, and says so', async () => {
    const { groups, cut } = await mapOfTraffic(
      Array.from({ length: 5000 }, (_, at) =>
        response(`https://h${at}.test/`, { connection: String(at), status: at % 2 ? 421 : 200 }),
      ),
    );
    expect(groups.length).toBeLessThanOrEqual(2000);
    expect(cut).toBe(true);
  });
});

describe('the warning that hosts may come to share a connection', () => {
  const warned = async (...traffic: Traffic[]) => (await mapOfTraffic(traffic)).warnings;

  it('same address, and a certificate that covers both', async () => {
    expect(
      await warned(
        response('https://www.a.test/', { connection: '1', certificate: NAMES }),
        response('https://img.a.test/', { connection: '2', certificate: NAMES }),
      ),
    ).toEqual([
      {
        address: '192.0.2.1',
        port: 443,
        certificate: 'covers',
        hosts: ['img.a.test', 'www.a.test'],
        together: [],
      },
    ]);
  });

  it('one certificate is enough, also for a host that has only HTTP/1.1', async () => {
    expect(
      await warned(
        response('https://www.a.test/', { connection: '1', certificate: NAMES }),
        response('https://old.a.test/', {
          connection: '2',
          protocol: 'http/1.1',
          certificate: { dnsNames: ['old.a.test'], addresses: [] },
        }),
      ),
    ).toMatchObject([{ certificate: 'covers', hosts: ['old.a.test', 'www.a.test'] }]);
  });

  it('names those that were seen together already', async () => {
    expect(
      await warned(
        response('https://www.a.test/', { connection: '1', certificate: NAMES }),
        response('https://img.a.test/', { connection: '1', certificate: NAMES }),
        response('https://api.a.test/', { connection: '2', certificate: NAMES }),
      ),
    ).toMatchObject([
      { hosts: ['api.a.test', 'img.a.test', 'www.a.test'], together: ['img.a.test', 'www.a.test'] },
    ]);
  });

  it('says that it does not know the certificate', async () => {
    expect(await warned(response('https://www.a.test/'), response('https://img.a.test/'))).toMatchObject([
      { certificate: 'unknown', hosts: ['img.a.test', 'www.a.test'] },
    ]);
  });

  it.each<[string, Traffic[]]>([
    [
      'another address',
      [
        response('https://www.a.test/', { certificate: NAMES }),
        response('https://img.a.test/', { address: '192.0.2.2', certificate: NAMES }),
      ],
    ],
    [
      'another port',
      [
        response('https://www.a.test/', { certificate: NAMES }),
        response('https://img.a.test:8443/', { certificate: NAMES }),
      ],
    ],
    [
      'no HTTP/2',
      [
        response('https://www.a.test/', { protocol: 'http/1.1', certificate: NAMES }),
        response('https://img.a.test/', { protocol: 'http/1.1', certificate: NAMES }),
      ],
    ],
    [
      'no TLS',
      [
        response('http://www.a.test/', { protocol: 'http/1.1' }),
        response('http://img.a.test/', { protocol: 'http/1.1' }),
      ],
    ],
    [
      'a certificate that covers one',
      [
        response('https://www.a.test/', { connection: '1', certificate: NAMES }),
        response('https://www.b.test/', {
          connection: '2',
          certificate: { dnsNames: ['www.b.test'], addresses: [] },
        }),
      ],
    ],
    ['one host alone', [response('https://www.a.test/', { certificate: NAMES })]],
    [
      'all on one connection already',
      [
        response('https://www.a.test/', { connection: '1', certificate: NAMES }),
        response('https://img.a.test/', { connection: '1', certificate: NAMES }),
      ],
    ],
  ])('none with %s', async (_, traffic) => {
    expect(await warned(...traffic)).toEqual([]);
  });
});

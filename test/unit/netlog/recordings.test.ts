import { describe, expect, it } from 'vitest';
import { incidentFrom } from '../../../src/incidents/store/schema.js';
import { isSameHostPort } from '../../../src/model/authority.js';
import type { MapGroup } from '../../../src/sources/log/map/connection-map.js';
import type { Reading } from '../../../src/sources/log/reading.js';
import { type OnWire, onWire, troubled } from '../../fixtures/netlog/on-wire.js';
import { RECORDINGS, recording, type ServerRequest } from '../../fixtures/netlog/recordings.js';
import { noteKeys, readingOf } from './read.js';

const sorted = (lines: readonly OnWire[]): string[] =>
  lines.map(({ host, path, method, status }) => `${method} ${host}${path} ${status}`).sort();

describe.each(RECORDINGS)('recording $name: $about', ({ name, log, requests }) => {
  const reading = (): Promise<Reading> => readingOf(log);

  it('finds each 421 that the server gave, and no other', async () => {
    const { summary, incidents } = await reading();
    const given = requests.filter(({ status }) => status === 421).length;
    expect(summary.hidden + summary.surfaced).toBe(given);
    expect(summary.unsettled).toBe(0);
    expect(sorted(incidents.flatMap(onWire))).toEqual(
      troubled(requests)
        .map(({ method, host, path, status }) => `${method} ${host}${path} ${status}`)
        .sort(),
    );
  });

  it('names for each try the connection that the server saw', async () => {
    const { incidents } = await reading();
    const seen = troubled(requests);
    for (const incident of incidents) {
      for (const attempt of onWire(incident)) {
        const matching = seen.filter(
          ({ host, path, method, status, protocol, sni }) =>
            host === attempt.host &&
            path === attempt.path &&
            method === attempt.method &&
            status === attempt.status &&
            protocol === attempt.protocol &&
            // Plain http, and HTTP/3 at this Caddy, have no SNI; some HTTP/1.1 sockets of the new pool no opener.
            (sni === null || attempt.openedFor === undefined || sni === attempt.openedFor),
        );
        expect(matching, JSON.stringify(attempt)).not.toEqual([]);
      }
    }
  });

  it('tells by the session, not by the retry, whether a connection was shared', async () => {
    const { incidents } = await reading();
    for (const { authority, occurrences } of incidents) {
      for (const { attempts = [] } of occurrences) {
        for (const { shared, openedFor, protocol } of attempts) {
          const own = openedFor === undefined || isSameHostPort(openedFor, authority);
          expect(shared).toBe(authority.scheme === 'https' && protocol !== 'http/1.1' && !own);
        }
      }
    }
  });

  it('calls recovered what the last response recovered, and misdirected what surfaced', async () => {
    const { incidents } = await reading();
    for (const { status, occurrences } of incidents) {
      for (const { outcome, exchange, attempts = [] } of occurrences) {
        expect(exchange.response.status).toBe(attempts.at(-1)?.status);
        expect(outcome).toBe(exchange.response.status === 421 ? 'misdirected' : 'recovered');
        expect(attempts.filter(({ hidden }) => hidden)).toEqual(
          attempts.slice(0, -1).filter((attempt) => attempt.status === 421),
        );
      }
      expect(status).toBe(
        occurrences.some(({ outcome }) => outcome === 'misdirected') ? 'misdirected' : 'recovered',
      );
    }
  });

  it('groups the hosts by connection as the server saw them', async () => {
    const { map } = await reading();
    expect(map.cut).toBe(false);
    // This log was begun when the page was there already.
    const logged = name === 'exported' ? requests.filter(({ host }) => host !== 'www.late.test') : requests;
    const ofServer = new Map<string, number>();
    for (const { host, protocol } of logged) {
      const key = `${protocol} ${host}`;
      ofServer.set(key, (ofServer.get(key) ?? 0) + 1);
    }
    const ofMap = new Map<string, number>();
    for (const { protocol, hosts } of map.groups) {
      // The browser's own errands were answered by the proxy.
      for (const { host, requests: count } of hosts.filter((one) => one.host.endsWith('.test'))) {
        const key = `${protocol} ${host}`;
        ofMap.set(key, (ofMap.get(key) ?? 0) + count);
      }
    }
    expect([...ofMap].sort()).toEqual([...ofServer].sort());
    for (const group of map.groups.filter(({ by, openedFor }) => by === 'connection' && openedFor)) {
      const same = logged.filter((request) => isOn(request, group));
      expect(new Set(same.map(({ connection }) => connection)).size, group.openedFor?.host).toBe(
        group.connections,
      );
      for (const { host, requests: count, misdirected } of group.hosts) {
        const ofHost = same.filter((request) => request.host === host);
        expect(ofHost.length).toBe(count);
        expect(ofHost.filter(({ status }) => status === 421).length).toBe(misdirected);
      }
    }
  });

  it('reads the whole log, and makes incidents that the store takes as they are', async () => {
    const read = await reading();
    expect(noteKeys(read)).toEqual([]);
    expect(read.agent).toEqual({ name: 'chromium', version: expect.stringMatching(/^\d+\./) });
    for (const incident of read.incidents) {
      const stored = incidentFrom(JSON.parse(JSON.stringify(incident)));
      expect(stored).toEqual(incident);
    }
  });
});

/** Does the request belong to the group? Where no SNI was seen, its connection must carry the opener's requests too. */
const isOn = ({ sni, protocol, host }: ServerRequest, group: MapGroup): boolean =>
  protocol === group.protocol &&
  (sni === null
    ? group.hosts.some((one) => one.host === host)
    : sni === group.openedFor?.host && group.hosts.some((one) => one.host === host));

describe('what the recordings show', () => {
  it('coalesced: one hidden 421 on the page’s connection, with what it cost', async () => {
    const { summary, incidents, from = 0, to = 0 } = await readingOf(recording('coalesced').log);
    expect(summary).toMatchObject({
      hidden: 1,
      surfaced: 0,
      shared: [
        {
          openedFor: { host: 'www.pair.test', port: 443 },
          hosts: [{ host: 'img.pair.test', port: 443 }],
          misdirected: 1,
          hidden: 1,
        },
      ],
    });
    expect(summary.lost).toBeGreaterThan(0);
    expect(summary.shared[0]?.lost).toBe(summary.lost);
    const [incident] = incidents;
    expect(incident).toMatchObject({
      id: 'normal|https://img.pair.test',
      status: 'recovered',
      neighbours: [{ host: 'www.pair.test', address: '127.0.0.1', misdirected: 0 }],
      periods: [{ kind: 'recovered', count: 1 }],
    });
    const [occurrence] = incident?.occurrences ?? [];
    expect(occurrence?.attempts).toMatchObject([
      {
        status: 421,
        shared: true,
        openedFor: { host: 'www.pair.test', port: 443 },
        protocol: 'h2',
        hidden: true,
      },
      {
        status: 200,
        shared: false,
        openedFor: { host: 'img.pair.test', port: 443 },
        protocol: 'h2',
        hidden: false,
        headers: [],
      },
    ]);
    expect(occurrence?.attempts?.[0]?.headers).toContainEqual({ name: 'server', value: 'lab' });
    expect(occurrence?.attempts?.[0]?.duration).toBe(summary.lost);
    expect(occurrence?.exchange.request).toEqual({
      method: 'GET',
      type: 'image',
      url: 'https://img.pair.test/dot.gif',
      initiator: 'https://www.pair.test',
    });
    expect(occurrence?.tls).toMatchObject({ known: true, value: { protocol: 'TLSv1.3', usedEch: false } });
    expect(from).toBeLessThan(to);
    expect(occurrence?.exchange.time).toBeGreaterThanOrEqual(from);
    expect(Math.abs(to - Date.UTC(2026, 10, 23))).toBeLessThan(366 * 86_400_000);
  });

  it('reads the certificate’s names and says which hosts it covers', async () => {
    const { map } = await readingOf(recording('coalesced').log);
    expect(map.groups[0]).toMatchObject({
      by: 'connection',
      connections: 1,
      openedFor: { host: 'www.pair.test', port: 443 },
      protocol: 'h2',
      secure: true,
      address: '127.0.0.1',
      certificate: { dnsNames: ['*.pair.test'] },
      hosts: [
        { host: 'www.pair.test', opener: true, covered: true, misdirected: 0 },
        { host: 'img.pair.test', opener: false, covered: true, misdirected: 1, hidden: 1 },
      ],
    });
  });

  it('ndjson: the line form says the same', async () => {
    const { summary, kind } = await readingOf(recording('ndjson').log);
    expect(kind).toBe('netlog');
    expect(summary).toMatchObject({
      hidden: 1,
      shared: [
        { openedFor: { host: 'www.pair.test', port: 443 }, hosts: [{ host: 'img.pair.test', port: 443 }] },
      ],
    });
  });

  it('exported: sessions from before the log are known by its last member', async () => {
    const { summary, incidents } = await readingOf(recording('exported').log);
    // It asked for nothing while the log ran, but its connection is there.
    expect(incidents[0]?.neighbours).toMatchObject([
      { host: 'www.late.test', port: 443, address: '127.0.0.1', count: 0, misdirected: 0 },
    ]);
    expect(summary).toMatchObject({
      hidden: 2,
      shared: [
        {
          openedFor: { host: 'www.late.test', port: 443 },
          address: '127.0.0.1',
          hosts: [{ host: 'img.late.test', port: 443 }],
        },
      ],
    });
  });

  it('exported, without its last member: how the session was found still proves the sharing', async () => {
    const text = new TextDecoder().decode(recording('exported').log);
    const { incidents } = await readingOf(text.slice(0, text.indexOf('"polledData"')));
    const shared = incidents.flatMap(({ occurrences }) =>
      occurrences.flatMap(({ attempts = [] }) => attempts.map((attempt) => attempt.shared)),
    );
    expect(shared.length).toBeGreaterThan(0);
    // True where the pool says so, else not known; never denied.
    expect(shared.filter((value, at) => at % 2 === 0 && value === false)).toEqual([]);
  });

  it('own-connection: the restart alone is no proof of sharing', async () => {
    const { summary, incidents } = await readingOf(recording('own-connection').log);
    expect(summary).toMatchObject({ hidden: 4, surfaced: 4, shared: [] });
    expect(incidents).toMatchObject([{ status: 'misdirected', count: 4 }]);
  });

  it('http1: each request of an HTTP/1.1 host goes out twice, and a 421 on its own socket surfaces', async () => {
    const { summary, incidents } = await readingOf(recording('http1').log);
    expect(summary.shared).toMatchObject([
      {
        openedFor: { host: 'www.mixed.test', port: 443 },
        hosts: [{ host: 'old.mixed.test', port: 443 }],
        hidden: 3,
      },
    ]);
    expect(incidents.map(({ authority, status }) => [authority.host, status])).toEqual([
      ['lost.old.test', 'misdirected'],
      ['old.mixed.test', 'recovered'],
    ]);
    const surfaced = incidents[0]?.occurrences[0]?.exchange.response;
    expect(surfaced).toMatchObject({ statusLine: 'HTTP/1.1 421 Misdirected Request', protocol: 'http/1.1' });
  });

  it('upload: the one try of a stream surfaces from a shared connection', async () => {
    const { incidents } = await readingOf(recording('upload').log);
    expect(incidents).toMatchObject([
      {
        status: 'misdirected',
        authority: { host: 'api.upload.test' },
        occurrences: [
          {
            exchange: { request: { method: 'POST', type: 'xmlhttprequest' } },
            attempts: [
              { status: 421, shared: true, hidden: false, openedFor: { host: 'www.upload.test', port: 443 } },
            ],
          },
        ],
      },
    ]);
  });

  it('redirected: a redirect to the shared connection is a request of its own', async () => {
    const { incidents } = await readingOf(recording('redirected').log);
    expect(incidents).toMatchObject([
      {
        authority: { host: 'img.moved.test' },
        count: 1,
        occurrences: [{ exchange: { request: { url: 'https://img.moved.test/dot.gif' } } }],
      },
    ]);
  });

  it('plain: 421s without TLS, and of a WebSocket, whose status no extension can see', async () => {
    const { incidents } = await readingOf(recording('plain').log);
    const of = (host: string) => incidents.find(({ authority }) => authority.host === host);
    expect(of('ws.kept.test')).toMatchObject({
      status: 'misdirected',
      count: 1,
      occurrences: [
        { exchange: { request: { type: 'websocket' } }, attempts: [{ status: 421, hidden: false }] },
      ],
    });
    expect(of('tools.plain.test')).toMatchObject({
      authority: { scheme: 'http', port: 80 },
      occurrences: [
        { tls: { known: false, why: 'no_tls' }, exchange: { request: { type: 'main_frame' } } },
        { attempts: [{ shared: false }, { shared: false }] },
      ],
    });
    // A 421 out of the cache was not given again.
    expect(of('www.kept.test')?.count).toBe(2);
  });

  it('proxied: names the proxy, and shares nothing', async () => {
    const { incidents, summary, map } = await readingOf(recording('proxied').log);
    expect(summary.shared).toEqual([]);
    const proxy = incidents[0]?.occurrences[0]?.exchange.response.proxy;
    expect(proxy).toMatchObject({ known: true, value: { type: 'http', host: '127.0.0.1' } });
    expect(map.groups.every((group) => group.proxy !== undefined)).toBe(true);
    expect(map.warnings).toEqual([]);
    expect(incidents[0]?.neighbours).toEqual([]);
  });

  it('stream-pool: the newer socket pool is understood', async () => {
    const { summary } = await readingOf(recording('stream-pool').log);
    expect(summary).toMatchObject({
      hidden: 4,
      surfaced: 3,
      shared: [
        {
          openedFor: { host: 'www.pair.test', port: 443 },
          hosts: [{ host: 'img.pair.test', port: 443 }],
          hidden: 1,
        },
      ],
    });
  });

  it('burst: the host whose connection was shared comes first among the neighbours', async () => {
    const { incidents } = await readingOf(recording('burst').log);
    expect(incidents.map(({ neighbours }) => neighbours[0]?.host)).toEqual(
      incidents.map(() => 'www.burst.test'),
    );
    expect(incidents[0]?.neighbours.length).toBe(3);
  });

  it('quiet: nothing is found where nothing was refused', async () => {
    const { summary, incidents, map } = await readingOf(recording('quiet').log);
    const none = { hidden: 0, surfaced: 0, unsettled: 0, lost: 0 };
    expect(summary).toEqual({ ...none, unnamed: none, hosts: [], shared: [] });
    expect(incidents).toEqual([]);
    expect(map.groups[0]).toMatchObject({
      openedFor: { host: 'www.calm.test', port: 443 },
      hosts: [{ host: 'www.calm.test' }, { host: 'img.calm.test' }],
    });
  });

  it('quic: the retry leaves HTTP/3', async () => {
    const { incidents, map } = await readingOf(recording('quic').log);
    const tries = incidents.flatMap(({ occurrences }) =>
      occurrences.map(({ attempts = [] }) => attempts.map(({ protocol, status }) => `${protocol} ${status}`)),
    );
    expect(tries).toContainEqual(['h3 421', 'h2 200']);
    expect(map.groups.find(({ protocol }) => protocol === 'h3')).toMatchObject({
      certificate: { dnsNames: ['*.quic.test'] },
    });
  });

  it('quic-forced: a 421 over HTTP/3 surfaces', async () => {
    const { incidents } = await readingOf(recording('quic-forced').log);
    expect(incidents[0]).toMatchObject({
      status: 'misdirected',
      occurrences: expect.arrayContaining([
        expect.objectContaining({
          exchange: expect.objectContaining({ response: expect.objectContaining({ protocol: 'h3' }) }),
        }),
      ]),
    });
  });
});

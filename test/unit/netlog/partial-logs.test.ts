import { describe, expect, it, vi } from 'vitest';
import { headline } from '../../../src/pages/history/log/summary-words.js';
import type { Reading } from '../../../src/sources/log/reading.js';
import { recording } from '../../fixtures/netlog/recordings.js';
import { event, logOf } from './events.js';
import { read, readingOf } from './read.js';

vi.mock('../../../src/platform/i18n.js', () => import('../ui/words.js'));

// Logs of which something is missing, or stands in another place than usual.

const from = (id: number) => ({ source_dependency: { id } });
const response = (id: number, status: number) =>
  event('HTTP_TRANSACTION_READ_RESPONSE_HEADERS', id, { headers: [`HTTP/1.1 ${status}`] });
const ids = ({ notes }: Reading): string[] => notes.map(({ id }) => id);

/** A session (21) that was opened for a host. */
const session = (host: string): object[] => [
  event('TCP_CONNECT', 20, { remote_address: '192.0.2.1:443' }, 2),
  event('HTTP2_SESSION', 21, { host: `${host}:443`, proxy: '[direct://]' }, 1),
  event('HTTP2_SESSION_INITIALIZED', 21, from(20)),
];
const begun = (id: number, url: string): object[] => [
  event('REQUEST_ALIVE', id, { url }, 1),
  event('URL_REQUEST_START_JOB', id, { url, method: 'GET' }, 1),
  event('HTTP_STREAM_REQUEST', id, {}, 1),
];

describe('constants behind the events', () => {
  const { log } = recording('coalesced');
  const text = new TextDecoder().decode(log);
  const { constants: first, events, polledData } = JSON.parse(text);

  it('are read all the same', async () => {
    const turned = JSON.stringify({ events, polledData, constants: first });
    const { summary, incidents } = await readingOf(turned);
    const expected = await readingOf(log);
    expect(summary).toEqual(expected.summary);
    expect(incidents).toEqual(expected.incidents);
  });

  it('are read all the same in the line form', async () => {
    const { log: lines } = recording('ndjson');
    const [first = '', ...rest] = new TextDecoder().decode(lines).trimEnd().split('\n');
    const at = rest.findIndex((line) => !line.startsWith('{"type":"event"'));
    const turned = [...rest.slice(0, at), first, ...rest.slice(at)].join('\n');
    expect((await readingOf(turned)).summary).toEqual((await readingOf(lines)).summary);
  });

  it('may be the first member of the first line, as where a program sorted them', async () => {
    const { log: lines } = recording('ndjson');
    const sorted = new TextDecoder()
      .decode(lines)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).sort())));
    expect((await readingOf(sorted.join('\n'))).summary).toEqual((await readingOf(lines)).summary);
  });

  it('that are missing are reported', async () => {
    expect(await read(JSON.stringify({ events, polledData }))).toMatchObject({
      read: false,
      failure: { id: 'without-constants' },
    });
  });
});

describe('a log without its beginning', () => {
  it('of a real Chromium with a size bound: each 421 in it is one that the server gave', async () => {
    const { log, requests } = recording('bounded');
    const reading = await readingOf(log);
    expect(ids(reading)).toEqual(['beginning-missing']);
    const last = requests.filter(({ status }) => status === 421).slice(-reading.summary.hidden * 2);
    const pictures = last.filter((_, at) => at % 2 === 1).map(({ path }) => path);
    expect(reading.summary).toMatchObject({ hidden: pictures.length, surfaced: pictures.length });
    expect(pictures.length).toBeGreaterThan(10);
    expect(reading.incidents).toMatchObject([
      { authority: { host: 'img.bound.test' }, count: pictures.length },
    ]);
    const kept = reading.incidents[0]?.occurrences ?? [];
    expect(kept.map(({ exchange }) => new URL(exchange.request.url).pathname)).toEqual(
      pictures.slice(-kept.length),
    );
  });

  it('counts 421s whose host it does not name, and says so', async () => {
    const reading = await readingOf(
      logOf([
        event('HTTP_STREAM_REQUEST', 2, {}, 1),
        response(2, 421),
        event('HTTP_TRANSACTION_RESTART_MISDIRECTED_REQUEST', 2),
        event('HTTP_STREAM_REQUEST', 2, {}, 1),
        response(2, 200),
        event('REQUEST_ALIVE', 2, {}, 2),
        // Of this one even the try is missing.
        response(3, 421),
        event('REQUEST_ALIVE', 3, {}, 2),
      ]),
    );
    expect(ids(reading)).toEqual(['beginning-missing', 'unnamed']);
    expect(reading.summary).toMatchObject({
      ...{ hidden: 1, surfaced: 1, hosts: [] },
      unnamed: { hidden: 1, surfaced: 1, unsettled: 0 },
    });
    expect(reading.incidents).toEqual([]);
  });

  it('says so also where no 421 is left, and never “No 421 in this log”', async () => {
    const reading = await readingOf(logOf([event('REQUEST_ALIVE', 2, {}, 2)]));
    expect(ids(reading)).toEqual(['beginning-missing']);
    expect(headline(reading)).toBe('No 421 in what could be read of this log');
  });

  it('takes the host from the fields that were sent', async () => {
    const { incidents, summary } = await readingOf(
      logOf([
        event('HTTP_STREAM_REQUEST', 2, {}, 1),
        event('HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS', 2, {
          headers: [':method: POST', ':authority: a.test', ':scheme: https', ':path: /x'],
        }),
        response(2, 421),
      ]),
    );
    expect(summary.unnamed.surfaced).toBe(0);
    expect(incidents).toMatchObject([
      {
        authority: { host: 'a.test' },
        occurrences: [{ exchange: { request: { method: 'POST', url: 'https://a.test/x' } } }],
      },
    ]);
  });

  it('counts a WebSocket’s 421 of which only the frame is left', async () => {
    const { summary } = await readingOf(
      logOf([event('HTTP2_SESSION_RECV_HEADERS', 21, { headers: [':status: 421'], stream_id: 7 })]),
    );
    expect(summary).toMatchObject({ surfaced: 1, unnamed: { surfaced: 1 } });
  });

  it('is not taken for one: a log of net-export that was begun while a request was under way', async () => {
    const reading = await readingOf(
      logOf([
        event('REQUEST_ALIVE', 2, { url: 'https://a.test/', method: 'GET' }, 1),
        response(2, 421),
        event('REQUEST_ALIVE', 2, {}, 2),
      ]),
    );
    expect(ids(reading)).toEqual([]);
    expect(reading.incidents).toMatchObject([{ authority: { host: 'a.test' }, count: 1 }]);
  });
});

describe('a log of a browser that was killed', () => {
  const { log, requests } = recording('killed');

  it('is read to where it ends, and each 421 in it is one that the server gave', async () => {
    const reading = await readingOf(log);
    expect(ids(reading)).toEqual(['cut-off']);
    expect(reading.summary).toMatchObject({ hidden: 2, surfaced: 1 });
    expect(requests.filter(({ status }) => status === 421)).toHaveLength(3);
  });

  it('that ends before its first event says that, in both forms and wherever it ends', async () => {
    const { log: lines } = recording('ndjson');
    const har = Buffer.from('{"log": {"version": "1.2", "creator": {"name": "a');
    for (const early of [log.subarray(0, 70), log.subarray(0, 9000), lines.subarray(0, 2500), har]) {
      expect(await read(early)).toMatchObject({ read: false, failure: { id: 'cut-early' } });
    }
    expect(await read('{"log": {}}')).toMatchObject({ read: false, failure: { id: 'not-a-log' } });
  });

  it('never counts more than was given, nor passes over in silence, wherever it ends', async () => {
    for (let end = 60_000; end < log.length; end += 9_973) {
      const reading = await readingOf(log.subarray(0, end));
      expect(reading.summary.hidden + reading.summary.surfaced).toBeLessThanOrEqual(3);
      expect(ids(reading)).toContain('cut-off');
      expect(headline(reading)).not.toBe('No 421 in this log');
    }
  });
});

describe('a log without URLs and statuses', () => {
  it('of a real Chromium: the hidden 421 is counted, without a host', async () => {
    const reading = await readingOf(recording('redacted').log);
    expect(ids(reading)).toEqual(['redacted', 'unnamed']);
    expect(reading.summary).toMatchObject({ hidden: 1, surfaced: 0, unnamed: { hidden: 1 } });
    expect(headline(reading)).toBe('The browser hid 1 response with status 421 and retried');
  });
});

it('a WebSocket’s 421 in a log without statuses is not there, and the log does not pass for one without a 421', async () => {
  const { log, requests } = recording('websocket-redacted');
  expect(requests.filter(({ status }) => status === 421)).toHaveLength(1);
  const reading = await readingOf(log);
  expect(ids(reading)).toEqual(['redacted']);
  expect(headline(reading)).toBe('No 421 in what could be read of this log');
});

describe('a WebSocket over HTTP/2', () => {
  it('that is refused on another host’s session: its 421 surfaces, for it is not repeated', async () => {
    const { incidents, summary } = await readingOf(recording('websocket').log);
    expect(summary).toMatchObject({
      hidden: 0,
      surfaced: 1,
      shared: [
        {
          openedFor: { host: 'www.sock.test', port: 443 },
          hosts: [{ host: 'live.sock.test', port: 443 }],
          misdirected: 1,
        },
      ],
    });
    expect(incidents).toMatchObject([
      {
        status: 'misdirected',
        occurrences: [
          {
            exchange: { request: { type: 'websocket', url: 'wss://live.sock.test/other' } },
            attempts: [{ status: 421, shared: true, openedFor: { host: 'www.sock.test', port: 443 } }],
          },
        ],
      },
    ]);
    expect(incidents[0]?.occurrences[0]?.exchange.response.headers).toContainEqual({
      name: 'content-type',
      value: 'text/plain',
    });
  });
});

describe('a response of which the log has only the frame', () => {
  it('is found by the job that sent the request', async () => {
    const { incidents } = await readingOf(
      logOf([
        ...session('a.test'),
        ...begun(2, 'wss://b.test/socket'),
        event('HTTP_STREAM_JOB', 30, {}, 1),
        event('HTTP_STREAM_REQUEST_BOUND_TO_JOB', 2, from(30)),
        event('HTTP_STREAM_JOB', 30, {}, 2),
        event('HTTP2_SESSION_SEND_HEADERS', 21, { ...from(30), stream_id: 3 }),
        event('HTTP2_SESSION_RECV_HEADERS', 21, { headers: [':status: 421'], stream_id: 3 }),
        event('REQUEST_ALIVE', 2, { net_error: -320 }, 2),
      ]),
    );
    expect(incidents).toMatchObject([{ authority: { host: 'b.test' }, status: 'misdirected' }]);
  });
});

describe('what links a request to its session', () => {
  const other = (...links: object[]) =>
    readingOf(logOf([...session('a.test'), ...begun(2, 'https://b.test/'), ...links, response(2, 421)]));
  const sent = (sender: number) => event('HTTP2_SESSION_SEND_HEADERS', 21, { ...from(sender), stream_id: 3 });

  it.each<[string, readonly object[]]>([
    [
      'the pool by address, on the request itself (HappyEyeballsV3)',
      [event('HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL', 2, from(21))],
    ],
    ['the frame that was sent, by the request', [sent(2)]],
    [
      'the frame that was sent, by a job that had to wait and has ended',
      [
        event('HTTP_STREAM_JOB', 30, {}, 1),
        event('HTTP_STREAM_REQUEST_BOUND_TO_JOB', 2, from(30)),
        event('HTTP_STREAM_JOB', 30, {}, 2),
        sent(30),
      ],
    ],
  ])('%s', async (_, links) => {
    const { summary, map, incidents } = await other(...links);
    expect(summary.shared).toMatchObject([
      { openedFor: { host: 'a.test', port: 443 }, hosts: [{ host: 'b.test', port: 443 }] },
    ]);
    expect(map.warnings).toEqual([]);
    expect(incidents[0]?.occurrences[0]?.attempts).toMatchObject([{ shared: true }]);
  });

  it('says that the pool found it by address also where the session is not described', async () => {
    const { incidents } = await readingOf(
      logOf([
        ...begun(2, 'https://b.test/'),
        event('HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL', 2, from(99)),
        response(2, 421),
      ]),
    );
    expect(incidents[0]?.occurrences[0]?.attempts).toMatchObject([{ shared: true }]);
  });
});

describe('other things in a file', () => {
  it('a proxy’s 421 to CONNECT is reported, but is no response of a host', async () => {
    const reading = await readingOf(
      logOf([
        event('HTTP_TRANSACTION_READ_TUNNEL_RESPONSE_HEADERS', 9, {
          headers: ['HTTP/1.1 421 Misdirected Request'],
        }),
      ]),
    );
    expect(reading.notes).toMatchObject([{ id: 'connect', args: ['1'] }]);
    expect(reading.incidents).toEqual([]);
  });

  it.each(['coalesced', 'ndjson'])('%s: a second log behind the first is reported', async (name) => {
    const { log } = recording(name);
    const reading = await readingOf(Buffer.concat([log, log]));
    expect(ids(reading)).toEqual(['trailing']);
    expect(reading.summary.hidden).toBe(1);
    const alone = await readingOf(Buffer.concat([log, Buffer.from(' \n\n')]), [7]);
    expect(ids(alone)).toEqual([]);
  });

  it('a log that is still being recorded says so', async () => {
    const placeholder =
      'Logging is in progress writing data to:\n    /tmp/log.json.inprogress\n\nThat data will be stitched into a single file (this one) once logging\nhas stopped.\n';
    expect(await read(placeholder)).toMatchObject({ read: false, failure: { id: 'in-progress' } });
    expect(await read(placeholder, [1])).toMatchObject({ read: false, failure: { id: 'in-progress' } });
  });

  it('a log without a single event says so', async () => {
    const reading = await readingOf(logOf([]));
    expect(ids(reading)).toEqual(['no-requests']);
    expect(headline(reading)).toBe('No 421 in what could be read of this log');
  });
});

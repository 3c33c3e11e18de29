import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_NAMES } from '../../../src/sources/netlog/event-types.js';
import { recording } from '../../fixtures/netlog/recordings.js';
import { CONSTANTS, event } from './events.js';
import { CHANGED, read, readingOf } from './read.js';

/** All in one line, as no browser writes it. */
const logOf = (events: readonly unknown[], more: object = {}) =>
  JSON.stringify({ constants: CONSTANTS, events, ...more });

/** A request that is refused, as short as possible. */
const refused = (id: number, url: string, headers: readonly unknown[] = ['HTTP/1.1 421']) => [
  event('URL_REQUEST_START_JOB', id, { url, method: 'GET' }, 1),
  event('HTTP_STREAM_REQUEST', id, {}, 1),
  event('HTTP_TRANSACTION_READ_RESPONSE_HEADERS', id, { headers }),
  event('REQUEST_ALIVE', id, {}, 2),
];

describe('files that are no logs', () => {
  it.each([
    ['nothing', '', 'netlog_empty'],
    ['white space', ' \n\t ', 'netlog_not_a_log'],
    ['words', 'Dear reader', 'netlog_not_a_log'],
    ['a page', '<!doctype html><title>events</title>', 'netlog_not_a_log'],
    ['a list', '[{"events":[]}]', 'netlog_not_a_log'],
    ['an empty object', '{}', 'netlog_not_a_log'],
    ['other JSON', '{"name":"x","version":"1","dependencies":{}}', 'netlog_not_a_log'],
    ['other JSON with a type', '{"type":"FeatureCollection","features":[]}', 'netlog_not_a_log'],
    ['other JSON in lines', '{"type":"a"}\n{"type":"b"}\n', 'netlog_not_a_log'],
    ['a log of something else', '{"events":[{"type":1}]}', 'netlog_without_constants'],
    ['constants of something else', '{"constants":{"pi":3.14},"events":[]}', 'netlog_without_constants'],
    ['a member without a value', '{"constants":', 'netlog_not_a_log'],
    ['HAR without entries', '{"log":{"version":"1.2"}}', 'netlog_not_a_log'],
    ['UTF-16', '{\u0000"\u0000c\u0000', 'netlog_not_a_log'],
    ['a zip file', 'PK\u0003\u0004', 'netlog_not_a_log'],
  ])('%s', async (_, file, failure) => {
    expect(await read(file)).toEqual({ read: false, failure: { key: failure, id: expect.any(String) } });
    expect(await read(file, [1])).toEqual(await read(file));
  });
});

describe('hostile logs', { timeout: 60_000 }, () => {
  it('brackets a million deep', async () => {
    const deep = '['.repeat(1_000_000);
    for (const file of [deep, `{"constants":${deep}`, `{"a":${'{"a":'.repeat(500_000)}`]) {
      expect(await read(file)).toMatchObject({ read: false });
    }
    const closed = `${deep}${']'.repeat(1_000_000)}`;
    const events = [event('HTTP2_SESSION', 1, { host: 'a.test:443' }, 1), ...refused(2, 'https://a.test/')];
    const file = `{"constants":${JSON.stringify(CONSTANTS)},"odd":${closed},"events":[${events
      .map((one) => JSON.stringify(one))
      .join(',\n')},\n{"params":${closed},"phase":0,"source":{"id":3,"type":1},"time":"1","type":0}]}`;
    expect((await readingOf(file)).summary.surfaced).toBe(1);
  });

  it('a text of thirty million bytes is passed over in little memory', async () => {
    async function* chunks() {
      yield new TextEncoder().encode(`{"constants":${JSON.stringify(CONSTANTS)},"odd":"`);
      const chunk = new Uint8Array(1 << 20).fill(0x41);
      for (let turn = 0; turn < 30; turn++) yield chunk;
      yield new TextEncoder().encode(
        `","events":[${refused(2, 'https://a.test/')
          .map((one) => JSON.stringify(one))
          .join()}]}`,
      );
    }
    const { readFile } = await import('../../../src/sources/log/read-file.js');
    const result = await readFile(chunks, { changed: CHANGED });
    expect(result).toMatchObject({ read: true, reading: { summary: { surfaced: 1 } } });
  });

  it('texts stay texts, however they look, and are bounded', async () => {
    const script = '<img src=x onerror=alert(1)>';
    const { incidents, map } = await readingOf(
      logOf([
        event('HTTP2_SESSION', 9, { host: `${script}${'x'.repeat(5000)}:443` }, 1),
        event('HTTP_STREAM_JOB_HTTP2_SESSION_AVAILABLE', 8, { source_dependency: { id: 9 } }),
        event(
          'URL_REQUEST_START_JOB',
          1,
          { url: `https://a.test/${script}`, method: script, initiator: script },
          1,
        ),
        event('HTTP_STREAM_REQUEST', 1, {}, 1),
        event('HTTP_STREAM_REQUEST_BOUND_TO_JOB', 1, { source_dependency: { id: 8 } }),
        event('HTTP_TRANSACTION_READ_RESPONSE_HEADERS', 1, {
          headers: ['HTTP/1.1 421', `x: ${script}`, ...Array(5000).fill(`filler: ${'y'.repeat(100)}`)],
        }),
      ]),
    );
    const [occurrence] = incidents[0]?.occurrences ?? [];
    expect(occurrence?.exchange.request).toMatchObject({ method: script, initiator: script });
    expect(occurrence?.exchange.response.headers[0]).toEqual({ name: 'x', value: script });
    expect(occurrence?.exchange.response.headersCut).toBe(true);
    expect(map.groups[0]?.openedFor?.host.length ?? 0).toBeLessThanOrEqual(300);
  });

  it('keeps of a cookie its name alone', async () => {
    const { incidents } = await readingOf(
      logOf(refused(1, 'https://a.test/', ['HTTP/1.1 421', 'set-cookie: id=secret; Secure'])),
    );
    expect(JSON.stringify(incidents)).not.toContain('secret');
    expect(incidents[0]?.occurrences[0]?.exchange.response.headers).toEqual([
      { name: 'set-cookie', value: 'id=[6 characters]; Secure' },
    ]);
  });

  it('hosts that are none, or not of the web, make no incident', async () => {
    const urls = [
      'chrome://net-export/',
      'https://',
      'https://a b/',
      'data:,x',
      'javascript:alert(1)',
      '',
      'file:///etc/passwd',
    ];
    const { incidents } = await readingOf(logOf(urls.flatMap((url, at) => refused(at + 1, url))));
    expect(incidents).toEqual([]);
  });

  it('names of Object.prototype and numbers that are none', async () => {
    const { incidents } = await readingOf(
      logOf([
        ...refused(1, 'https://a.test/'),
        { ...event('HTTP2_SESSION', 2), type: '__proto__' },
        { ...event('HTTP2_SESSION', 2), source: { id: 'constructor' } },
        { ...event('HTTP2_SESSION', 2), source: null },
        { ...event('HTTP2_SESSION', 2), time: {} },
        { ...event('HTTP2_SESSION', Number.MAX_VALUE), time: -1 },
        event('HTTP_STREAM_JOB', -5, { source_dependency: { id: 1e300 } }),
        event('TCP_CONNECT', 3, { remote_address: '1.2.3.4:99999999999999999999' }, 2),
        event('SSL_CERTIFICATES_RECEIVED', 3, { certificates: [{}, 'not PEM', 5] }),
        null,
        [],
        'text',
      ]),
    );
    expect(incidents.map(({ authority }) => authority.host)).toEqual(['a.test']);
  });

  it('invalid UTF-8 becomes U+FFFD and nothing worse', async () => {
    const file = new TextEncoder().encode(logOf(refused(1, 'https://a.test/@', ['HTTP/1.1 421', 'x: @'])));
    const bad = file.map((byte) => (byte === 0x40 ? 0xff : byte));
    const { incidents } = await readingOf(bad);
    expect(incidents[0]?.occurrences[0]?.exchange.response.headers).toEqual([{ name: 'x', value: '\ufffd' }]);
  });

  it('keeps bounded what a log never ends', async () => {
    function* events() {
      for (let id = 1; id <= 25_000; id++) {
        yield event('HTTP2_SESSION', id, { host: `h${id}.test:443` }, 1);
        yield event('HTTP_STREAM_JOB_HTTP2_SESSION_AVAILABLE', 100_000 + id, { source_dependency: { id } });
      }
      for (let id = 1; id <= 1500; id++) yield* refused(200_000 + id, `https://h${id}.test/`);
    }
    const reading = await readingOf(logOf([...events()]));
    expect(reading.incidents.length).toBe(500);
    expect(reading.map.groups.length).toBeLessThanOrEqual(2000);
    expect(reading.notes.map(({ key }) => key)).toEqual(['netlog_note_more']);
    expect(reading.incidents.every(({ neighbours }) => neighbours.length <= 20)).toBe(true);
  });

  it('keeps the latest occurrences of one host, and counts all', async () => {
    const reading = await readingOf(
      logOf(Array.from({ length: 100 }, (_, at) => refused(at + 1, `https://a.test/${at}`)).flat()),
    );
    expect(reading.incidents).toMatchObject([{ count: 100 }]);
    expect(reading.incidents[0]?.occurrences.length).toBe(20);
    expect(reading.incidents[0]?.occurrences.at(-1)?.exchange.request.url).toBe('https://a.test/99');
  });

  it('dates a log that does not tell its date by the file', async () => {
    const { timeTickOffset: _, ...constants } = CONSTANTS;
    const file = JSON.stringify({ constants, events: refused(1, 'https://a.test/') });
    expect((await readingOf(file)).incidents[0]?.firstSeen).toBe(CHANGED);
  });
});

describe('whatever bytes come', { timeout: 60_000 }, () => {
  const settles = async (file: Uint8Array | string) => {
    const result = await read(file, [1000]);
    if (result.read) {
      expect(JSON.parse(JSON.stringify(result.reading.incidents))).toEqual(result.reading.incidents);
    } else expect(result.failure.key).toMatch(/^netlog_/);
  };

  it('random ones', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), settles), { numRuns: 200 });
  });

  it('any JSON', async () => {
    await fc.assert(fc.asyncProperty(fc.json(), settles), { numRuns: 200 });
  });

  it('events of every kind with any content', async () => {
    const anyEvent = fc.record(
      {
        params: fc.oneof(
          fc.jsonValue(),
          fc.record(
            {
              url: fc.oneof(fc.webUrl(), fc.string()),
              host: fc.oneof(fc.string(), fc.jsonValue()),
              headers: fc.oneof(fc.array(fc.oneof(fc.constant('HTTP/1.1 421'), fc.string())), fc.jsonValue()),
              source_dependency: fc.oneof(fc.record({ id: fc.integer({ max: 6 }) }), fc.jsonValue()),
              transport_info: fc.string(),
              net_error: fc.integer(),
              remote_address: fc.oneof(fc.constant('192.0.2.1:443'), fc.string()),
              certificates: fc.jsonValue(),
              message: fc.string(),
            },
            { requiredKeys: [] },
          ),
        ),
        phase: fc.integer({ min: 0, max: 3 }),
        source: fc.record({ id: fc.integer({ min: 0, max: 6 }) }),
        time: fc.oneof(fc.nat().map(String), fc.string()),
        type: fc.integer({ min: 0, max: EVENT_NAMES.length }),
      },
      { requiredKeys: ['source', 'type', 'phase', 'time'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 60 }), fc.jsonValue(), async (events, polledData) => {
        await settles(logOf(events, { polledData }));
      }),
      { numRuns: 150 },
    );
  });

  it('a real log with bytes changed, dropped and doubled', async () => {
    const { log } = recording('upload');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(log.length - 1), fc.nat(255), fc.constantFrom('change', 'drop', 'double')), {
          minLength: 1,
          maxLength: 20,
        }),
        async (changes) => {
          const bytes = [...log];
          for (const [at, byte, kind] of changes) {
            if (kind === 'change') bytes[at] = byte;
            else if (kind === 'drop') bytes.splice(at, 1);
            else bytes.splice(at, 0, bytes[at] ?? byte);
          }
          await settles(Uint8Array.from(bytes));
        },
      ),
      { numRuns: 25 },
    );
  });
});

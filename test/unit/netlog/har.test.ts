import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { incidentFrom } from '../../../src/incidents/store/schema.js';
import { headline } from '../../../src/pages/history/log/summary-words.js';
import { RECORDED_HARS, recordedHar } from '../../fixtures/netlog/recordings.js';
import { CHANGED, noteKeys, read, readingOf } from './read.js';

vi.mock('../../../src/platform/i18n.js', () => import('../ui/words.js'));

describe.each(RECORDED_HARS)('recorded HAR %s', (name) => {
  const { har, requests } = recordedHar(name);

  it('has each 421 that surfaced as an incident’s occurrence, and no other', async () => {
    const reading = await readingOf(har);
    expect(reading.kind).toBe('har');
    // A browser’s hidden 421 is not in its HAR file: of two on the wire one is.
    const surfaced = requests.filter(
      ({ status, path, host }, at) =>
        status === 421 && !requests.slice(at + 1).some((later) => later.host === host && later.path === path),
    );
    expect(reading.summary).toMatchObject({ surfaced: surfaced.length, hidden: 0, unsettled: 0 });
    expect(
      reading.incidents.flatMap(({ occurrences }) =>
        occurrences.map(({ exchange }) => new URL(exchange.request.url).pathname),
      ),
    ).toEqual(surfaced.map(({ path }) => path));
    expect(noteKeys(reading)).toEqual([]);
    for (const incident of reading.incidents) {
      expect(incidentFrom(JSON.parse(JSON.stringify(incident)))).toEqual(incident);
    }
  });

  it('names the browser', async () => {
    const { agent, creator } = await readingOf(har);
    expect(agent.name).toBe(name.startsWith('chromium') ? 'chromium' : 'firefox');
    expect(agent.version).toMatch(/^\d+\.\d/);
    expect(creator).toMatch(name.startsWith('chromium') ? /^WebInspector / : /^Firefox \d/);
  });

  it('groups hosts as the server’s connections were, where the browser tells them', async () => {
    const { map } = await readingOf(har);
    if (name.startsWith('firefox')) {
      expect(map.groups.every(({ by }) => by === 'address')).toBe(true);
      return;
    }
    // A response that was kept from the page comes without its connection.
    for (const { hosts } of map.groups.filter(({ by }) => by === 'connection')) {
      const together = new Set(
        hosts.map(
          ({ host }) =>
            requests.findLast((request) => request.host === host && request.status === 200)?.connection,
        ),
      );
      expect(together.size).toBe(1);
    }
  });
});

describe('what the recorded HAR files show', () => {
  it('Chromium: two hosts on one real connection', async () => {
    const { map } = await readingOf(recordedHar('chromium-quiet').har);
    expect(map.groups).toMatchObject([
      {
        by: 'connection',
        connections: 1,
        protocol: 'h2',
        secure: true,
        hosts: [{ host: 'img.calm.test' }, { host: 'www.calm.test' }],
      },
    ]);
    expect(map.warnings).toEqual([]);
  });

  it('Chromium: after a hidden 421 each host has its own connection, and may share it again', async () => {
    const { map } = await readingOf(recordedHar('chromium-coalesced').har);
    expect(map.groups.map(({ hosts }) => hosts.map(({ host }) => host))).toEqual([
      ['www.pair.test'],
      ['img.pair.test'],
    ]);
    expect(map.warnings).toMatchObject([
      { certificate: 'unknown', hosts: ['img.pair.test', 'www.pair.test'], together: [] },
    ]);
  });

  it('Firefox: the response with its body, and a root that did not come with the browser', async () => {
    const { incidents } = await readingOf(recordedHar('firefox-own-connection').har);
    const [occurrence] = incidents[0]?.occurrences ?? [];
    expect(occurrence).toMatchObject({
      outcome: 'misdirected',
      exchange: {
        request: { method: 'GET', type: 'image' },
        response: {
          status: 421,
          statusLine: expect.stringMatching(/^HTTP\/2 421/),
          protocol: 'h2',
          address: { known: true, value: '127.0.0.1' },
        },
      },
      body: { known: true, value: { text: 'Misdirected Request\n', cut: false, via: 'har' } },
      tls: { known: true, value: { builtInRoot: false } },
      page: { known: false, why: 'not_in_log' },
    });
    expect(occurrence?.exchange.response.headers).toContainEqual({ name: 'server', value: 'lab' });
  });

  it('Chromium: a 421 that CORS kept from the page', async () => {
    const { incidents, map } = await readingOf(recordedHar('chromium-upload').har);
    expect(incidents).toMatchObject([
      {
        authority: { host: 'api.upload.test' },
        occurrences: [
          {
            exchange: {
              request: { method: 'POST', type: 'xmlhttprequest' },
              response: { protocol: 'unknown', address: { known: false, why: 'not_in_log' } },
            },
            // The server sent 20 bytes, of which the developer tools had none.
            body: { known: false, why: 'blocked' },
          },
        ],
      },
    ]);
    const group = map.groups.find(({ hosts }) => hosts.some(({ host }) => host === 'api.upload.test'));
    expect(group).toMatchObject({ by: 'address', hosts: [{ misdirected: 1 }] });
    expect(group?.address).toBeUndefined();
  });
});

/** An entry as HAR 1.2 wants it; parts override. */
const entry = (parts: object = {}, request: object = {}, response: object = {}) => ({
  startedDateTime: '2026-11-23T12:00:00.000+01:00',
  time: 12,
  request: { method: 'GET', url: 'https://a.test/x?y', httpVersion: 'HTTP/1.1', headers: [], ...request },
  response: {
    status: 421,
    statusText: 'Misdirected Request',
    httpVersion: 'HTTP/1.1',
    headers: [{ name: 'Server', value: 'nginx' }],
    content: { size: 0, mimeType: 'text/html' },
    ...response,
  },
  cache: {},
  timings: { send: 0, wait: 0, receive: 0 },
  ...parts,
});
const harOf = (entries: readonly unknown[], log: object = { creator: { name: 'Fiddler', version: '5' } }) =>
  JSON.stringify({ log: { version: '1.2', ...log, entries } });

const only = async (parts: object, request: object = {}, response: object = {}) => {
  const { incidents } = await readingOf(harOf([entry(parts, request, response)]));
  const [occurrence] = incidents[0]?.occurrences ?? [];
  if (!occurrence) throw new Error('no occurrence');
  return occurrence;
};

describe('HAR files of other programs', { timeout: 60_000 }, () => {
  it.each([
    ['Safari', { creator: { name: 'WebKit Web Inspector', version: '1.0' } }, 'safari'],
    ['Edge', { creator: { name: 'WebInspector', version: '537.36' } }, 'chromium'],
    [
      'Playwright on WebKit',
      { creator: { name: 'Playwright', version: '1.64' }, browser: { name: 'webkit', version: '26' } },
      'safari',
    ],
    [
      'Playwright on Firefox',
      { creator: { name: 'Playwright', version: '1.64' }, browser: { name: 'firefox', version: '150' } },
      'firefox',
    ],
    ['Charles', { creator: { name: 'Charles Proxy', version: '5.0' } }, 'other'],
    ['mitmproxy', { creator: { name: 'mitmproxy', version: '12', comment: 'x' } }, 'other'],
    ['nobody', {}, 'other'],
    ['nonsense', { creator: 'Firefox', browser: [] }, 'other'],
  ])('%s', async (_, log, agent) => {
    const reading = await readingOf(harOf([entry()], log));
    expect(reading.agent.name).toBe(agent);
    expect(reading.incidents[0]?.agent.name).toBe(agent);
  });

  it('says of a proxy’s file that it has what browsers hide', async () => {
    const reading = await readingOf(harOf([entry()]));
    expect(reading.notes).toEqual([{ id: 'proxy', key: 'netlog_note_other_program', args: ['Fiddler 5'] }]);
  });

  it.each([
    ['http/1.1', 'http/1.1'],
    ['HTTP/1.0', 'http/1.1'],
    ['h2', 'h2'],
    ['HTTP/2.0', 'h2'],
    ['http/2', 'h2'],
    ['h3', 'h3'],
    ['HTTP/3', 'h3'],
    ['http/2+quic/46', 'h3'],
    ['', 'unknown'],
    ['spdy/3', 'unknown'],
  ])('protocol %s is %s', async (httpVersion, protocol) => {
    const { exchange } = await only({}, { httpVersion }, { httpVersion });
    expect(exchange.response.protocol).toBe(protocol);
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['2001:db8::7', '2001:db8::7'],
    ['', undefined],
    ['proxy.example', undefined],
    ['<b>', undefined],
  ])('address %s is %s', async (serverIPAddress, address) => {
    const { exchange } = await only({ serverIPAddress });
    expect(exchange.response.address).toEqual(
      address === undefined ? { known: false, why: 'not_in_log' } : { known: true, value: address },
    );
  });

  it.each([
    ['a text', { size: 3, text: 'abc' }, { text: 'abc', cut: false, via: 'har' }],
    ['base64', { size: 3, text: 'YWJj', encoding: 'base64' }, { text: 'abc', cut: false, via: 'har' }],
    ['nothing', { size: 0 }, { text: '', cut: false, via: 'har' }],
    [
      'a long text',
      { size: 9999, text: 'z'.repeat(9999) },
      { text: 'z'.repeat(4096), cut: true, via: 'har' },
    ],
  ])('body: %s', async (_, content, body) => {
    expect((await only({}, {}, { content })).body).toEqual({ known: true, value: body });
  });

  it('body: what was left out is called unknown', async () => {
    expect((await only({}, {}, { content: { size: 300 } })).body).toEqual({
      known: false,
      why: 'not_in_log',
    });
    expect((await only({}, {}, { content: { size: 3, text: '%%%', encoding: 'base64' } })).body).toEqual({
      known: false,
      why: 'failed',
    });
  });

  it('body: of a part no byte means nothing in the developer tools, unless the server said so', async () => {
    const none = { content: { size: 0, text: '' } };
    const part = { _priority: 'Low', _resourceType: 'image' };
    expect((await only(part, {}, none)).body).toEqual({ known: false, why: 'blocked' });
    const said = { ...none, headers: [{ name: 'Content-Length', value: '0' }] };
    expect((await only(part, {}, said)).body).toMatchObject({ known: true, value: { text: '' } });
  });

  it('body: Chromium’s own page for a document without one is not the server’s', async () => {
    const shown = { content: { size: 0, text: '<!doctype html><html dir="ltr">' } };
    const { body } = await only({ _priority: 'VeryHigh', _resourceType: 'document' }, {}, shown);
    expect(body).toEqual({ known: true, value: { text: '', cut: false, via: 'har' } });
  });

  it('type, initiator and cache, each in its program’s way', async () => {
    const chromium = await only({
      _resourceType: 'xhr',
      _initiator: { type: 'script', url: 'https://www.test/app.js' },
      _fromCache: 'disk',
    });
    expect(chromium.exchange.request).toMatchObject({
      type: 'xmlhttprequest',
      initiator: 'https://www.test/app.js',
    });
    expect(chromium.exchange.response.fromCache).toEqual({ known: true, value: true });
    const safari = await only(
      { _fetchType: 'Network Load' },
      {
        headers: [
          { name: 'Sec-Fetch-Dest', value: 'style' },
          { name: 'Origin', value: 'https://www.test' },
        ],
      },
    );
    expect(safari.exchange.request).toMatchObject({ type: 'stylesheet', initiator: 'https://www.test' });
    expect(safari.exchange.response.fromCache).toEqual({ known: true, value: false });
    expect((await only({})).exchange.response.fromCache).toEqual({ known: false, why: 'not_in_log' });
  });

  it('keeps of a cookie its name, its attributes and its length', async () => {
    const headers = [
      { name: 'Set-Cookie', value: 'AWSALB=secret; Path=/\nid=hidden' },
      { name: 'set-cookie', value: 'nothing' },
      { name: 'Server', value: 'a=b' },
    ];
    expect((await only({}, {}, { headers })).exchange.response.headers).toEqual([
      { name: 'Set-Cookie', value: 'AWSALB=[6 characters]; Path=/\nid=[6 characters]' },
      { name: 'set-cookie', value: '[7 characters]' },
      { name: 'Server', value: 'a=b' },
    ]);
  });

  it('Playwright’s certificate', async () => {
    const { tls } = await only({
      _securityDetails: {
        protocol: 'TLS 1.3',
        subjectName: 'a.test',
        issuer: 'CA',
        validFrom: 1,
        validTo: 2,
      },
    });
    expect(tls).toEqual({
      known: true,
      value: { protocol: 'TLSv1.3', subject: 'a.test', issuer: 'CA', notBefore: 1000, notAfter: 2000 },
    });
  });

  it('a response out of the cache is an occurrence, but counts for no connection', async () => {
    const { incidents, map } = await readingOf(harOf([entry({ _fromCache: 'memory' })]));
    expect(incidents).toMatchObject([{ count: 1, periods: [] }]);
    expect(map.groups).toEqual([]);
  });

  it('answers that never came count for nothing', async () => {
    const { incidents, map } = await readingOf(
      harOf([entry({}, {}, { status: 0 }), entry({}, {}, { status: -1 })]),
    );
    expect([incidents, map.groups]).toEqual([[], []]);
  });

  it('dates an entry that does not tell its date by the file', async () => {
    expect((await only({ startedDateTime: 'yesterday' })).exchange.time).toBe(CHANGED);
  });

  it('reads a file that was cut off as far as it goes', async () => {
    const file = harOf([
      entry(),
      entry({}, { url: 'https://b.test/' }),
      entry({}, { url: 'https://c.test/' }),
    ]);
    const reading = await readingOf(file.slice(0, file.indexOf('https://c.test')));
    expect(reading.incidents.map(({ authority }) => authority.host).sort()).toEqual(['a.test', 'b.test']);
    expect(noteKeys(reading)).toContain('netlog_note_cut_off');
  });

  it('takes a creator that stands after the entries', async () => {
    const file = JSON.stringify({ log: { entries: [entry()], creator: { name: 'Firefox', version: '1' } } });
    expect((await readingOf(file)).incidents[0]?.agent.name).toBe('firefox');
  });

  it.each([
    // Each writes what it means in its own way.
    [
      'BrowserMob Proxy before a Firefox',
      { creator: { name: 'BrowserMob Proxy' }, browser: { name: 'Firefox' } },
      'other',
      'proxy',
    ],
    ['HTTP Toolkit', { creator: { name: 'HTTP Toolkit' } }, 'other', 'proxy'],
    ['a program that nobody knows', { creator: { name: 'Weaver' } }, 'other', 'unknown-program'],
    ['Insomnia', { creator: { name: 'Insomnia REST Client' } }, 'other', undefined],
    ['Internet Explorer', { creator: { name: 'Internet Explorer Network Inspector' } }, 'other', undefined],
    [
      'a browser that writes itself into both members',
      { creator: { name: 'Ladybird' }, browser: { name: 'Ladybird' } },
      'other',
      undefined,
    ],
    ['Firefox Nightly', { creator: { name: 'Firefox Nightly' } }, 'firefox', undefined],
    ['chrome-har', { creator: { name: 'chrome-har' } }, 'chromium', undefined],
    ['Chrome HAR Capturer', { creator: { name: 'Chrome HAR Capturer' } }, 'chromium', undefined],
    ['Browsertime', { creator: { name: 'Browsertime' }, browser: { name: 'Firefox' } }, 'firefox', undefined],
    ['WebPageTest', { creator: { name: 'WebPagetest' }, browser: { name: 'Chrome' } }, 'chromium', undefined],
  ])('writer: %s', async (_, log, agent, expected) => {
    const reading = await readingOf(harOf([entry()], log));
    expect(reading.agent.name).toBe(agent);
    expect(reading.notes.map(({ id }) => id)).toEqual(expected === undefined ? [] : [expected]);
    // What a proxy recorded may never have reached the page.
    expect(headline(reading)).toBe(
      agent === 'other'
        ? '1 response with status 421 in this file'
        : '1 response with status 421 reached the page',
    );
  });

  const USER_AGENT =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

  it('writer: one that nobody knows, but its entries are those of developer tools', async () => {
    const file = harOf(
      [entry({ _priority: 'High' }, { headers: [{ name: 'User-Agent', value: USER_AGENT }] })],
      {
        creator: { name: 'Weaver' },
      },
    );
    const { agent, notes } = await readingOf(file);
    expect(agent).toEqual({ name: 'chromium', version: '156.0.0.0' });
    expect(notes).toEqual([]);
  });

  it.each([
    ['Host', 'b.test', 'https://b.test/x?y', 'b.test:443'],
    [':authority', 'b.test:8443', 'https://b.test:8443/x?y', 'b.test:8443'],
    ['host', 'A.test', 'https://a.test:444/x?y', 'a.test:444'],
    ['Host', 'b.test/../@c.test', 'https://a.test:444/x?y', 'a.test:444'],
    ['Host', '', 'https://a.test:444/x?y', 'a.test:444'],
    ['X-Forwarded-Host', 'b.test', 'https://a.test:444/x?y', 'a.test:444'],
  ])('%s: %s names the host where it differs from the URL', async (name, value, url, hostPort) => {
    const { exchange } = await only({}, { url: 'https://a.test:444/x?y', headers: [{ name, value }] });
    expect(exchange.request.url).toBe(url);
    const { summary } = await readingOf(
      harOf([entry({}, { url: 'https://a.test:444/x?y', headers: [{ name, value }] })]),
    );
    const { host, port } = summary.hosts[0]?.authority ?? {};
    expect(`${host}:${port}`).toBe(hostPort);
  });

  const pairOn = (one: object, other: object, log?: object) =>
    readingOf(
      harOf(
        [
          entry(
            { serverIPAddress: '192.0.2.1', ...one },
            { httpVersion: 'h2' },
            { status: 200, httpVersion: 'h2' },
          ),
          entry(
            { serverIPAddress: '192.0.2.1', ...other },
            { url: 'https://b.test/', httpVersion: 'h2' },
            { httpVersion: 'h2' },
          ),
        ],
        log,
      ),
    );

  it.each([
    ['Safari', { creator: { name: 'WebKit Web Inspector' } }, { connection: '1' }],
    ['chrome-har', { creator: { name: 'chrome-har' } }, { connection: '31' }],
    ['WebPageTest', { creator: { name: 'WebPagetest' } }, { _socket: 23, _ip_addr: '192.0.2.1' }],
    ['today’s DevTools', { creator: { name: 'WebInspector' } }, { _connectionId: '5', connection: '443' }],
    [
      'DevTools behind a mapped port',
      { creator: { name: 'WebInspector' } },
      { _connectionId: '5', connection: '8443' },
    ],
  ])('two hosts on one connection, as %s writes it', async (_, log, same) => {
    const { map } = await pairOn(same, same, log);
    expect(map.groups).toMatchObject([
      { by: 'connection', connections: 1, hosts: [{ host: 'a.test' }, { host: 'b.test' }] },
    ]);
    expect(map.warnings).toEqual([]);
  });

  it.each([
    ['the port of the URL', { creator: { name: 'WebKit Web Inspector' } }, { connection: '443' }],
    ['the port of the server, which has a field of its own', {}, { connection: '8443', _serverPort: 8443 }],
    ['any port, in Firefox', { creator: { name: 'Firefox' } }, { connection: '8443' }],
    [
      'any port, in what Browsertime has from Firefox',
      { creator: { name: 'Browsertime' }, browser: { name: 'Firefox' } },
      { connection: '8443' },
    ],
    ['no connection at all', {}, { connection: '0' }],
    ['no connection at all, in WebPageTest', {}, { _socket: -1 }],
  ])('`connection` is %s: nothing is known of it', async (_, log, same) => {
    const { map } = await pairOn(same, same, log);
    expect(map.groups.map(({ by }) => by)).toEqual(['address']);
  });

  it('an older WebPageTest has address and protocol in fields of its own', async () => {
    const own = { serverIPAddress: undefined, _ip_addr: '192.0.2.9', _protocol: 'HTTP/2' };
    const { exchange } = await only(own, { httpVersion: 'us:' }, { httpVersion: 'us:' });
    expect(exchange.response).toMatchObject({ protocol: 'h2', address: { known: true, value: '192.0.2.9' } });
  });

  it.each([
    ['a service worker, in DevTools', {}, {}, { _fetchedViaServiceWorker: true }, 'service-worker'],
    ['a service worker, in chrome-har', {}, {}, { fromServiceWorker: true }, 'service-worker'],
    ['a service worker, in Safari', { _fetchType: 'Service Worker' }, {}, {}, 'service-worker'],
    ['Playwright’s route.fulfill', { _wasFulfilled: true }, {}, {}, 'made-by-tool'],
    [
      'a proxy that was asked for a tunnel',
      {},
      { method: 'CONNECT', url: 'https://a.test:443' },
      {},
      'connect',
    ],
  ])('a response of %s is none of the host', async (_, parts, request, response, id) => {
    const reading = await readingOf(
      harOf([entry(parts, request, response), entry({}, { url: 'https://d.test/' })]),
    );
    expect(reading.incidents.map(({ authority }) => authority.host)).toEqual(['d.test']);
    expect(reading.summary.surfaced).toBe(1);
    expect(reading.notes[0]).toMatchObject({ id, args: ['1'] });
  });

  it('a WebSocket over HTTP/2 is a CONNECT for the host itself', async () => {
    const headers = [{ name: ':protocol', value: 'websocket' }];
    const { incidents } = await readingOf(harOf([entry({}, { method: 'CONNECT', headers })]));
    expect(incidents).toMatchObject([{ authority: { host: 'a.test' } }]);
  });

  it.each(['421', ' 421 ', '421 Misdirected Request'])('a status may be a text: %s', async (status) => {
    expect((await only({}, {}, { status })).exchange.response.status).toBe(421);
  });

  it('says how many requests have no response, and how many got none', async () => {
    const { response: _, ...without } = entry();
    const reading = await readingOf(
      harOf([
        without,
        { ...without, response: { status: null } },
        entry({}, {}, { status: 0 }),
        entry({}, {}, { status: 200 }),
      ]),
    );
    expect(reading.notes).toMatchObject([
      { id: 'no-response', args: ['2', '4'] },
      { id: 'failed', args: ['1', '4'] },
      { id: 'proxy' },
    ]);
    expect(headline(reading)).toBe('No 421 in what could be read of this log');
    // That requests were blocked is no gap in the file.
    const blocked = await readingOf(harOf([entry({}, {}, { status: 0 })]));
    expect(headline(blocked)).toBe('No 421 in this log');
  });

  it('counts entries that are no requests at all', async () => {
    const reading = await readingOf(harOf([{}, { request: {} }, entry({}, {}, { status: {} }), entry()]));
    expect(reading.notes[0]).toMatchObject({ id: 'damaged', args: ['3'] });
  });

  it('body: chrome-har calls the size of what it left out 0', async () => {
    const { body } = await only({}, {}, { content: { size: 0 }, fromDiskCache: false });
    expect(body).toEqual({ known: false, why: 'not_in_log' });
  });

  it.each([
    ['chrome-har-capturer', { _fromDiskCache: true }, {}],
    ['chrome-har', {}, { fromDiskCache: true }],
  ])('a response out of the cache, as %s writes it', async (_, parts, response) => {
    const { exchange } = await only(parts, {}, response);
    expect(exchange.response.fromCache).toEqual({ known: true, value: true });
  });

  it('passes over entries that are none', async () => {
    const bad = [
      null,
      5,
      'x',
      [],
      {},
      { request: {} },
      entry({}, { url: 'data:,x' }),
      entry({}, { url: 7 }),
      entry({}, {}, { status: 'none' }),
    ];
    const { incidents } = await readingOf(harOf([...bad, entry()]));
    expect(incidents).toMatchObject([{ authority: { host: 'a.test' }, count: 1 }]);
  });

  it('never throws, whatever an entry holds', async () => {
    const any = fc.jsonValue();
    const hostile = fc.record(
      {
        startedDateTime: any,
        serverIPAddress: any,
        connection: any,
        _connectionId: any,
        _resourceType: any,
        _initiator: any,
        _fromCache: any,
        _securityDetails: any,
        request: fc.record(
          { method: any, url: fc.oneof(fc.webUrl(), any), httpVersion: any, headers: any },
          { requiredKeys: [] },
        ),
        response: fc.record(
          {
            status: fc.oneof(fc.constant(421), any),
            statusText: any,
            httpVersion: any,
            headers: fc.array(fc.oneof(fc.record({ name: any, value: any }), any)),
            content: fc.oneof(
              fc.record({
                size: any,
                text: fc.oneof(fc.string(), any),
                encoding: fc.constantFrom('base64', 'x'),
              }),
              any,
            ),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 5 }), async (entries) => {
        const result = await read(harOf(entries));
        expect(result.read).toBe(true);
        if (!result.read) return;
        for (const incident of result.reading.incidents) {
          expect(incidentFrom(JSON.parse(JSON.stringify(incident)))).toEqual(incident);
        }
      }),
      { numRuns: 100 },
    );
  });
});

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { incidentFrom } from '../../../src/incidents/store/schema.js';
import { headline } from '../../../src/pages/history/log/summary-words.js';
import type { Reading } from '../../../src/sources/log/reading.js';
import type { ServerRequest } from '../../fixtures/netlog/recordings.js';
import { CHANGED, read, readingOf } from './read.js';

vi.mock('../../../src/platform/i18n.js', () => import('../ui/words.js'));

const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

/** A report as Chromium writes it. */
const report = (status: number, path = '/', body: object = {}, more: object = {}) => ({
  age: 0,
  type: 'network-error',
  url: `https://a.test${path}`,
  user_agent: AGENT,
  body: {
    elapsed_time: 12,
    method: 'GET',
    phase: 'application',
    protocol: 'h2',
    referrer: 'https://www.test/',
    sampling_fraction: 1,
    server_ip: '192.0.2.1',
    status_code: status,
    type: status === 200 ? 'ok' : 'http.error',
    ...body,
  },
  ...more,
});
const healed = (path = '/') => [report(421, path), report(200, path)];
/** By which it shows that good responses are reported. */
const GOOD = report(200, '/good');
const refused = (path = '/') => [report(421, path), report(421, path)];

const counts = ({ summary: { hidden, surfaced, unsettled } }: Reading) => ({ hidden, surfaced, unsettled });
const line = (value: unknown): string => JSON.stringify(value);
const ids = ({ notes }: Reading): string[] => notes.map(({ id }) => id);

describe('reports of Network Error Logging, as collectors store them', () => {
  const one = [...healed('/a'), ...refused('/b'), report(421, '/c'), report(200, '/d')];
  const expected = { hidden: 1, surfaced: 1, unsettled: 1 };

  it.each<[string, string | Uint8Array]>([
    ['one upload', line(one)],
    ['one upload, with spaces and lines', JSON.stringify(one, undefined, 2)],
    ['an upload a line', [healed('/a'), refused('/b'), [report(421, '/c')]].map(line).join('\n')],
    ['bodies one behind the other', [healed('/a'), refused('/b'), [report(421, '/c')]].map(line).join('')],
    ['a list of uploads', line([healed('/a'), refused('/b'), [report(421, '/c')]])],
    ['gzip', new Uint8Array(gzipSync(line(one)))],
    ['in a field of another record', line({ received: '2026-11-23T12:00:00Z', reports: one })],
    ['as a text in a field of another record', line({ time: 1_795_000_000, body: line(one) })],
    ['deep in another record', line({ hits: { hits: [{ _source: { payload: [one] } }] } })],
    ['behind words of a log’s line', `2026-11-23 12:00:00 INFO nel ${line(one)}\n`],
    [
      'in a line of nginx with its default escape',
      `192.0.2.9 - - [23/Nov/2026:12:00:00 +0000] "POST /nel HTTP/2.0" 204 "${line(one).replaceAll('"', '\\x22')}"\n`,
    ],
  ])('%s', async (_, file) => {
    const bytes = typeof file === 'string' ? file : new Uint8Array(file);
    const reading = await readingOf(typeof file === 'string' ? file : await unpacked(bytes as Uint8Array));
    expect(reading.kind).toBe('nel');
    expect(counts(reading)).toEqual(expected);
    expect(
      await readingOf(typeof file === 'string' ? file : await unpacked(bytes as Uint8Array), [1]),
    ).toEqual(reading);
  });

  it('one report a line: which belong together is lost, and that is said', async () => {
    const reading = await readingOf([...healed(), ...refused()].map(line).join('\n'));
    expect(counts(reading)).toEqual({ hidden: 0, surfaced: 0, unsettled: 3 });
    expect(reading.notes[0]).toMatchObject({ id: 'upload-unknown', args: ['3'] });
    expect(headline(reading)).toMatch(/^3 reports of a 421 of which it is not known/);
  });

  it('a list of the reports of several browsers, or of too many, is no upload', async () => {
    const other = { ...report(200), user_agent: 'another' };
    expect(counts(await readingOf(line([report(421), other])))).toMatchObject({ hidden: 0, unsettled: 1 });
    const many = Array.from({ length: 150 }, (_, at) => healed(`/${at}`)).flat();
    expect(counts(await readingOf(line(many)))).toMatchObject({ hidden: 0, unsettled: 150 });
    expect(counts(await readingOf(`[${Array(300).fill(line(healed())).join(',\n')}]`))).toMatchObject({
      hidden: 300,
    });
  });
});

const unpacked = async (bytes: Uint8Array): Promise<string> =>
  new TextDecoder().decode((await import('node:zlib')).gunzipSync(bytes));

describe('reports that a real Chromium sent (scripts/record-netlog/nel.mjs)', () => {
  const at = (file: string) => new URL(`../../fixtures/netlog/nel/${file}`, import.meta.url);

  it('give what the server logged: one 421 hidden, one surfaced, none of hosts without a policy', async () => {
    const reading = await readingOf(readFileSync(at('uploads.ndjson'), 'utf8'));
    const { requests }: { requests: readonly ServerRequest[] } = JSON.parse(
      readFileSync(at('server.json'), 'utf8'),
    );
    const paths = (status: number) =>
      requests.filter((request) => request.status === status).map(({ host, path }) => `${host}${path}`);
    // The first 421 of www came before its policy; plain.rep.test has none.
    expect(paths(421)).toEqual([
      'www.rep.test/',
      'img.rep.test/1.gif',
      'www.rep.test/refused.gif',
      'www.rep.test/refused.gif',
      'plain.rep.test/2.gif',
    ]);
    expect(counts(reading)).toEqual({ hidden: 1, surfaced: 1, unsettled: 0 });
    expect(
      reading.nel?.rows.map(({ authority, hidden, surfaced }) => [authority.host, hidden, surfaced]),
    ).toEqual([
      ['www.rep.test', 0, 1],
      ['img.rep.test', 1, 0],
    ]);
    expect(ids(reading)).toEqual([]);
  });
});

describe('what an upload says of its 421s', () => {
  it.each<[string, object[], object]>([
    ['one 421 and an ok: hidden', healed(), { hidden: 1, surfaced: 0, unsettled: 0 }],
    ['the retry’s own error is a response too', [report(421), report(404)], { hidden: 1 }],
    ['two 421s: one surfaced', [...refused(), GOOD], { hidden: 0, surfaced: 1, unsettled: 0 }],
    ['two 421s, and no good response is reported', refused(), { surfaced: 0, unsettled: 2 }],
    [
      'two 421s, and good responses of another host are reported',
      [...refused(), { ...GOOD, url: 'https://b.test/' }],
      { surfaced: 0, unsettled: 2 },
    ],
    [
      'two 421s, and some of the good responses are reported',
      [...refused(), report(200, '/good', { sampling_fraction: 0.05 })],
      { surfaced: 0, unsettled: 2 },
    ],
    [
      'one 421 and an ok, all numbers written as texts',
      healed().map((one) =>
        JSON.parse(JSON.stringify(one, (_, value) => (typeof value === 'number' ? String(value) : value))),
      ),
      { hidden: 1, surfaced: 0, unsettled: 0 },
    ],
    ['a 421 alone', [report(421)], { unsettled: 1 }],
    ['three 421s', [...refused(), report(421)], { surfaced: 0, unsettled: 3 }],
    [
      'a 421 whose retry got no response',
      [report(421), report(0, '/', { type: 'tcp.reset' })],
      { unsettled: 1 },
    ],
    ['two requests one after the other', [...healed(), ...healed()], { hidden: 2, surfaced: 0 }],
    [
      'two at the same time: more than one reading',
      [...refused(), report(200), report(200)],
      { hidden: 0, surfaced: 0, unsettled: 2 },
    ],
    ['other URLs', [report(421, '/a'), report(200, '/b')], { hidden: 0, unsettled: 1 }],
    ['another method', [report(421), report(200, '/', { method: 'POST' })], { hidden: 0, unsettled: 1 }],
    [
      'only a part is reported',
      [report(421, '/', { sampling_fraction: 0.5 }), report(200)],
      { hidden: 0, unsettled: 1 },
    ],
    [
      'only a part of the good ones is reported',
      [report(421), report(200, '/', { sampling_fraction: 0.5 })],
      { hidden: 0, unsettled: 1 },
    ],
    [
      'by age, not by place',
      [report(200, '/', {}, { age: 1 }), report(421, '/', {}, { age: 9 })],
      { hidden: 1 },
    ],
  ])('%s', async (_, reports, expected) => {
    expect(counts(await readingOf(line(reports)))).toMatchObject(expected);
  });

  it('counts apart by host, server, protocol and hour, with the time that was lost', async () => {
    const at = (time: string, reports: object[]) => line({ '@timestamp': time, body: reports });
    const reading = await readingOf(
      [
        at('2026-11-23T12:10:00Z', healed('/a')),
        at('2026-11-23T12:50:00Z', refused('/b')),
        at('2026-11-23T14:00:00Z', [
          report(421, '/c', { server_ip: '2001:db8::1', protocol: 'h3', elapsed_time: 30 }, { age: 60_000 }),
          report(200, '/c', {}, { age: 59_000 }),
        ]),
      ].join('\n'),
    );
    expect(reading.nel?.rows).toEqual([
      {
        authority: expect.objectContaining({ host: 'a.test' }),
        address: '192.0.2.1',
        protocol: 'h2',
        hidden: 1,
        surfaced: 1,
        unknown: 0,
        lost: 12,
      },
      {
        authority: expect.anything(),
        address: '2001:db8::1',
        protocol: 'h3',
        hidden: 1,
        surfaced: 0,
        unknown: 0,
        lost: 30,
      },
    ]);
    expect(reading.nel?.hours).toEqual([
      { from: Date.UTC(2026, 10, 23, 12), hidden: 1, surfaced: 1, unknown: 0, lost: 12 },
      { from: Date.UTC(2026, 10, 23, 13), hidden: 1, surfaced: 0, unknown: 0, lost: 30 },
    ]);
    expect(reading.from).toBe(Date.UTC(2026, 10, 23, 12, 10));
    expect(ids(reading)).toEqual([]);
    expect(reading.agent).toEqual({ name: 'chromium', version: '156.0.0.0' });
  });

  it('makes incidents of what is known, that the store takes', async () => {
    const { incidents } = await readingOf(line([...healed('/a'), ...refused('/b')]));
    expect(incidents).toMatchObject([
      {
        ...{ authority: { host: 'a.test' }, status: 'misdirected', count: 2 },
        occurrences: [
          {
            outcome: 'recovered',
            attempts: [
              { status: 421, hidden: true },
              { status: 200, hidden: false },
            ],
          },
          {
            outcome: 'misdirected',
            attempts: [
              { status: 421, hidden: true },
              { status: 421, hidden: false },
            ],
          },
        ],
      },
    ]);
    for (const incident of incidents) {
      expect(incidentFrom(JSON.parse(JSON.stringify(incident)))).toEqual(incident);
    }
  });

  it('believes no date that cannot be', async () => {
    const far = [1e13 - 1, '9999-12-31T00:00:00Z', 1e10 - 1].map((time) => line({ time, body: refused() }));
    const { incidents } = await readingOf(far.join('\n'));
    for (const { lastSeen } of incidents) expect(lastSeen).toBeLessThanOrEqual(Date.now() + 86_400_000);
    const old = line({ time: '2026-11-23T12:00:00Z', body: [{ ...report(421), age: 1e300 }, report(200)] });
    const [incident] = (await readingOf(old)).incidents;
    expect(incident?.occurrences[0]?.exchange.time).toBe(0);
  });

  it('is dated by the file where nobody dated the reports, and says so', async () => {
    const reading = await readingOf(line(healed()));
    expect(ids(reading)).toEqual(['undated']);
    expect(reading.nel?.hours).toEqual([]);
    expect(reading.incidents[0]?.lastSeen).toBe(CHANGED);
  });
});

describe('files with something else in them', () => {
  it('passes over what cannot be read, and counts it', async () => {
    const file = [
      line(healed()),
      '{"half":',
      'words',
      line({ type: 'csp-violation', body: {} }),
      line(refused()),
    ].join('\n');
    const reading = await readingOf(file);
    expect(counts(reading)).toMatchObject({ hidden: 1, surfaced: 1 });
    expect(ids(reading)).toContain('damaged');
  });

  it('reports of other kinds alone are none', async () => {
    expect(await read(line([{ type: 'csp-violation', url: 'https://a.test/', body: {} }]))).toMatchObject({
      read: false,
      failure: { id: 'not-a-log' },
    });
  });

  it('says so where the file ends in the middle of a value', async () => {
    const reading = await readingOf(`${line(healed())}\n${line(refused()).slice(0, -20)}`);
    expect(ids(reading)).toContain('cut-off');
    expect(counts(reading)).toMatchObject({ hidden: 1 });
  });

  it('knows reports from before the names were settled', async () => {
    const old = (status: number) => ({
      ...{ age: 1, type: 'network-error', url: 'https://a.test/' },
      body: { 'server-ip': '192.0.2.1', 'status-code': status, 'sampling-fraction': 1, protocol: 'h2' },
    });
    expect(counts(await readingOf(line([old(421), old(200)])))).toMatchObject({ hidden: 1 });
  });

  it('many uploads are read in little memory', async () => {
    const chunk = new TextEncoder().encode(`${line(healed())}\n`.repeat(1000));
    const before = process.memoryUsage().rss;
    let peak = before;
    async function* chunks() {
      for (let turn = 0; turn < 20; turn++) {
        peak = Math.max(peak, process.memoryUsage().rss);
        yield chunk;
      }
    }
    const { readFile } = await import('../../../src/sources/log/read-file.js');
    const result = await readFile(chunks, { changed: CHANGED });
    expect(result).toMatchObject({ read: true, reading: { summary: { hidden: 20_000 } } });
    expect((peak - before) / 1e6).toBeLessThan(150);
  });

  it('never throws, whatever a report holds', async () => {
    const any = fc.jsonValue();
    const body = fc.record(
      {
        ...{
          elapsed_time: any,
          method: any,
          protocol: any,
          referrer: any,
          sampling_fraction: any,
          server_ip: any,
        },
        status_code: fc.oneof(fc.constant(421), fc.integer(), any),
        type: any,
      },
      { requiredKeys: [] },
    );
    const hostile = fc.record(
      {
        type: fc.oneof(fc.constant('network-error'), any),
        url: fc.oneof(fc.webUrl(), any),
        ...{ age: any, user_agent: any, timestamp: any },
        body: fc.oneof(body, any),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(hostile, any), { maxLength: 6 }), async (values) => {
        const result = await read(`${line(values)}\n${values.map(line).join('')}`);
        if (!result.read) return;
        for (const incident of result.reading.incidents) {
          expect(incidentFrom(JSON.parse(JSON.stringify(incident)))).toEqual(incident);
        }
      }),
      { numRuns: 150 },
    );
  });
});

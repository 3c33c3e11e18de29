import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/sources/log/reading.js';
import { recording } from '../../fixtures/netlog/recordings.js';
import { noteKeys, read, readingOf } from './read.js';

const text = (name: string): string => new TextDecoder().decode(recording(name).log);

/** All but what the way of writing changes. */
const contents = ({ summary, incidents, map, seen, agent, from, to }: Reading) => ({
  ...{ summary, incidents, map, seen, agent, from, to },
});

describe('a log in other pieces', { timeout: 60_000 }, () => {
  it.each(['coalesced', 'ndjson', 'quic'])(
    '%s: wherever it is cut in two, it says the same',
    async (name) => {
      const { log } = recording(name);
      const whole = await readingOf(log, [log.length]);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 }),
          async (sizes) => {
            expect(await readingOf(log, sizes)).toEqual(whole);
          },
        ),
        { numRuns: 8 },
      );
      expect(await readingOf(log, [1])).toEqual(whole);
    },
  );
});

describe('a log in another hand', { timeout: 60_000 }, () => {
  const log = () => JSON.parse(text('redirected'));
  const expected = async () => contents(await readingOf(recording('redirected').log));

  it('all on one line', async () => {
    expect(contents(await readingOf(JSON.stringify(log())))).toEqual(await expected());
  });

  it('with every value on a line of its own', async () => {
    expect(contents(await readingOf(JSON.stringify(log(), undefined, 2)))).toEqual(await expected());
  });

  it('one event a line, but with its members in another order', async () => {
    const { constants, events, polledData } = log();
    const turned = events.map((event: object) =>
      JSON.stringify(Object.fromEntries(Object.entries(event).reverse())),
    );
    const file = `{"constants":${JSON.stringify(constants)},\n"events": [\n${turned.join(',\n')}],\n"polledData":${JSON.stringify(polledData)}}`;
    expect(contents(await readingOf(file))).toEqual(await expected());
  });

  it('with CR LF, a byte order mark and white space around', async () => {
    const file = `\ufeff \n${text('redirected').replaceAll('\n', '\r\n')}\n\n`;
    const reading = await readingOf(file);
    expect(contents(reading)).toEqual(await expected());
    expect(noteKeys(reading)).toEqual([]);
  });

  it('with members that nobody knows, large and small', async () => {
    const { constants, events, polledData } = log();
    const more = { aaa: [1, { b: ['}', ']', '\\"'] }], zzz: 'x'.repeat(3_000_000), n: -1.5e3, t: null };
    const file = JSON.stringify({ ...more, constants, odd: more, events, after: more, polledData });
    expect(contents(await readingOf(file))).toEqual(await expected());
  });

  it('without polledData, and without a comma between events', async () => {
    const { constants, events } = log();
    const file = `{"constants":${JSON.stringify(constants)},"events":[${events.map((event: object) => JSON.stringify(event)).join('\n')}]}`;
    const reading = await readingOf(file);
    expect(noteKeys(reading)).toEqual([]);
    expect(reading.summary).toEqual((await expected()).summary);
  });
});

describe('a log that was cut off', { timeout: 60_000 }, () => {
  it.each(['burst', 'ndjson'])('%s: at any byte it is read as far as it goes, and says so', async (name) => {
    const { log } = recording(name);
    const whole = await readingOf(log);
    const beginning = new TextDecoder().decode(log).indexOf('"phase":');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: beginning, max: log.length - 12 }), async (length) => {
        const reading = await readingOf(log.subarray(0, length));
        expect(noteKeys(reading)).toEqual(['netlog_note_cut_off']);
        expect(reading.seen).toBeLessThanOrEqual(whole.seen);
        expect(reading.summary.hidden).toBeLessThanOrEqual(whole.summary.hidden);
        const known = new Set(whole.incidents.map(({ id }) => id));
        for (const { id } of reading.incidents) expect(known.has(id)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('between a hidden 421 and the response of its retry, it calls nothing recovered', async () => {
    const file = text('coalesced');
    const types = JSON.parse(file.slice(file.indexOf(':') + 1, file.indexOf('\n') - 1)).logEventTypes;
    const restart = file.indexOf(`"type":${types.HTTP_TRANSACTION_RESTART_MISDIRECTED_REQUEST}}`);
    expect(restart).toBeGreaterThan(0);
    const { summary, incidents } = await readingOf(file.slice(0, file.indexOf('\n', restart)));
    expect(incidents).toEqual([]);
    expect(summary).toMatchObject({ hidden: 1, surfaced: 0, unsettled: 1 });
    expect(summary.hosts).toMatchObject([{ authority: { host: 'img.pair.test' }, unsettled: 1 }]);
  });

  it('by the browser’s size limit, which drops the oldest events: what is left is not misread', async () => {
    const lines = text('coalesced').split('\n');
    const cut = lines.findIndex((line) => line.includes('img.pair.test/dot.gif'));
    const { summary, incidents } = await readingOf([...lines.slice(0, 2), ...lines.slice(cut)].join('\n'));
    expect(summary.hidden).toBe(1);
    // Neither the log nor its last member knows the session any more.
    expect(incidents[0]?.occurrences[0]?.attempts?.[0]).toMatchObject({
      status: 421,
      hidden: true,
      address: '127.0.0.1',
    });
    expect(incidents[0]?.occurrences[0]?.attempts?.[0]?.shared).toBeUndefined();
  });

  it('before its first event', async () => {
    const file = text('coalesced');
    expect(await read(file.slice(0, file.indexOf('\n') + 3))).toMatchObject({
      read: false,
      failure: { key: 'netlog_cut_early' },
    });
  });
});

describe('a damaged log', { timeout: 60_000 }, () => {
  const withLine = (name: string, at: number, line: string) => {
    const lines = text(name).split('\n');
    return [...lines.slice(0, at), line, ...lines.slice(at)].join('\n');
  };

  it.each([
    ['half an event', '{"params":{"url":"https://x.test/'],
    ['half an event that closes', '{"params":{"url":"https://x.test/"},'],
    ['words', 'what is this,'],
    ['a list', '[1,2,3],'],
    ['a brace', '},'],
    ['numbers and quotes', '12, "a", true,'],
    ['bytes of an image', '\u0000\u0001\u0002\ufffd'],
  ])('passes over %s, and counts it', async (_, line) => {
    for (const name of ['coalesced', 'ndjson']) {
      const reading = await readingOf(withLine(name, 200, line));
      expect(noteKeys(reading)).toEqual(['netlog_note_damaged']);
      expect(reading.summary).toEqual((await readingOf(recording(name).log)).summary);
    }
  });

  it('that holds a bracket too many ends there, and says so', async () => {
    const reading = await readingOf(withLine('coalesced', 400, '],'));
    expect(noteKeys(reading)).toEqual(['netlog_note_broken']);
  });

  it('with an event far too large passes over that one', async () => {
    const huge = JSON.stringify({
      params: { bytes: 'A'.repeat(20_000_000) },
      phase: 0,
      source: { id: 1, type: 1 },
      time: '1',
      type: 1,
    });
    for (const name of ['coalesced', 'ndjson']) {
      const line = name === 'ndjson' ? `{"type":"event","event":${huge}}` : `${huge},`;
      const reading = await readingOf(withLine(name, 200, line), [1 << 20]);
      expect(reading.summary).toEqual((await readingOf(recording(name).log)).summary);
      expect(noteKeys(reading)).toEqual(['netlog_note_damaged']);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from '../../../src/model/exchange.js';
import { noteKeys, readingOf } from './read.js';

/** An entry with a 421 of a host of its own. */
const entry = (index: number, content: object = { size: 0 }, more: object = {}) => ({
  startedDateTime: '2026-11-23T12:00:00.000Z',
  request: { method: 'GET', url: `https://h${index}.test/`, headers: [], cookies: [] },
  response: { status: 421, headers: [], content },
  ...more,
});
const entries = (count: number) => Array.from({ length: count }, (_, index) => entry(index));
const harOf = (list: readonly unknown[], indent?: number | string) =>
  JSON.stringify({ log: { creator: { name: 'Firefox', version: '153' }, entries: list } }, undefined, indent);

const bodyOf = async (file: string) => {
  const { incidents } = await readingOf(file);
  const last = incidents.find(({ authority }) => authority.host === 'h1.test')?.occurrences[0];
  return last?.body.known === true ? last.body.value : undefined;
};

describe('entries by the way they are written', { timeout: 60_000 }, () => {
  it('are the same with any indentation, on one line, and in any pieces', async () => {
    const list = entries(12);
    const expected = await readingOf(harOf(list));
    expect(expected.summary.surfaced).toBe(12);
    for (const indent of [1, 2, 4, '\t']) {
      for (const file of [harOf(list, indent), harOf(list, indent).replaceAll('\n', '\r\n')]) {
        for (const sizes of [[1], [7, 300], [1 << 20]])
          expect(await readingOf(file, sizes)).toEqual(expected);
      }
    }
  });

  it('end where their brackets do, also where a line within looks like their last one', async () => {
    const odd = JSON.stringify(entry(1)).replace('"cookies":[]', '"cookies":[{\n      }]');
    const lines = [0, 2, 3].map((index) =>
      JSON.stringify(entry(index), undefined, 2).replaceAll('\n', '\n      '),
    );
    const [first, ...rest] = lines;
    const file = `{"log": {"entries": [\n      ${[first, odd, ...rest].join(',\n      ')}\n    ]}}`;
    expect(JSON.parse(file).log.entries).toHaveLength(4);
    const reading = await readingOf(file);
    expect(reading.summary.hosts.map(({ authority }) => authority.host).sort()).toEqual([
      'h0.test',
      'h1.test',
      'h2.test',
      'h3.test',
    ]);
    expect(noteKeys(reading)).toEqual([]);
  });

  it('a damaged one is counted, and those around it are read', async () => {
    const file = harOf(entries(9), 2).replace('"https://h4.test/"', '"https://h4.test/');
    const reading = await readingOf(file);
    expect(noteKeys(reading)).toContain('netlog_note_damaged');
    expect(reading.summary.surfaced).toBe(8);
  });

  it('of small ones between large ones all are read', async () => {
    const list = [entry(0), {}, entry(1), {}, {}, entry(2)];
    expect((await readingOf(harOf(list, 2))).summary.surfaced).toBe(3);
  });
});

describe('long bodies', { timeout: 60_000 }, () => {
  const long = {
    plain: 'x'.repeat(300_000),
    'with quotes and line ends': 'a "line" \\ of\ttext\n'.repeat(20_000),
    'of other letters': 'Fehlgeleitet — 見当違い 🙃'.repeat(10_000),
  };

  it.each(Object.entries(long))('%s: their beginning is kept', async (_, text) => {
    const content = { size: text.length, mimeType: 'text/html', text };
    for (const indent of [undefined, 2]) {
      const file = harOf([entry(0), entry(1, content), entry(2)], indent);
      const ascii = file.replace(
        /[\u0080-\uffff]/g,
        (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
      for (const one of [file, ascii]) {
        expect(await bodyOf(one)).toEqual({ text: text.slice(0, MAX_BODY_BYTES), cut: true, via: 'har' });
      }
      expect((await readingOf(file)).summary.surfaced).toBe(3);
    }
  });

  it('in base64', async () => {
    const text = Buffer.from(long.plain).toString('base64');
    const content = { size: text.length, mimeType: 'text/html', encoding: 'base64', text };
    const body = await bodyOf(harOf([entry(0), entry(1, content)], 2));
    expect(body).toMatchObject({ cut: true });
    expect(body?.text.slice(0, MAX_BODY_BYTES)).toBe(long.plain.slice(0, MAX_BODY_BYTES));
  });
});

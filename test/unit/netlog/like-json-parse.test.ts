import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileChunks } from '../../../src/sources/log/file-chunks.js';
import { isObject } from '../../../src/sources/log/json.js';
import { FileSplitter } from '../../../src/sources/log/split/file-splitter.js';
import type { FileEnd, FileKind } from '../../../src/sources/log/split/sink.js';

interface Found {
  readonly values: readonly unknown[];
  readonly kind: FileKind | undefined;
  readonly end: FileEnd;
  readonly damaged: number;
}

/** What is found in bytes that come in pieces of these sizes, the last of them again and again. */
function foundIn(bytes: Uint8Array, sizes: readonly number[]): Found {
  const values: unknown[] = [];
  const splitter = new FileSplitter(
    {
      wants: () => true,
      event: (event) => values.push(event),
      params: () => undefined,
      outline: {},
      entry: (_, whole) => values.push(whole()),
      value: () => undefined,
      member: () => undefined,
    },
    'log',
  );
  for (let [from, piece] = [0, 0]; from < bytes.length; piece++) {
    const to = Math.min(bytes.length, from + (sizes[Math.min(piece, sizes.length - 1)] ?? 1));
    splitter.push(bytes.slice(from, to));
    from = to;
  }
  const end = splitter.finish();
  return { values, kind: splitter.kind, end, damaged: splitter.damaged };
}

const word = fc.oneof(
  fc.constantFrom(
    '\\',
    '"',
    '\n',
    '\r\n',
    '{',
    '}',
    '[',
    ']',
    ',',
    '\u0001',
    '\u2028',
    'é',
    '見',
    '\u{1f643}',
    '\ufeff',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.integer({ min: 1, max: 400 }).map((length) => 'z'.repeat(length)),
);
const text = fc.array(word, { maxLength: 20 }).map((words) => words.join(''));
const long = fc.tuple(text, fc.integer({ min: 1, max: 400 })).map(([one, times]) => one.repeat(times));
const entry = fc.record({
  request: fc.record({
    url: text,
    headers: fc.array(fc.record({ name: text, value: text }), { maxLength: 3 }),
  }),
  response: fc.record({ status: fc.integer(), content: fc.record({ text: fc.oneof(text, long) }) }),
  more: fc.jsonValue(),
  last: fc.constantFrom({}, [], { a: { b: [{}] } }, 'x', 1),
});
const entries = fc.array(entry, { minLength: 1, maxLength: 6 });
const indent = fc.constantFrom(undefined, 1, 2, '\t');
const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60_000 })), {
  minLength: 1,
  maxLength: 6,
});
/** JSON as most programs write it, or with every character that is not ASCII as an escape. */
const escaped = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

const harOf = (list: readonly unknown[], by: string | number | undefined, ascii: boolean): string => {
  const json = JSON.stringify({ log: { version: '1.2', entries: list, comment: 'end' } }, undefined, by);
  return ascii ? escaped(json) : json;
};
const bytesOf = (json: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(json);

describe('what is found in a file is what JSON.parse finds', { timeout: 120_000 }, () => {
  it('wherever its pieces end: within escapes, within characters, within brackets', () => {
    fc.assert(
      fc.property(entries, indent, fc.boolean(), fc.boolean(), sizes, (list, by, ascii, marked, pieces) => {
        const json = harOf(list, by, ascii);
        const found = foundIn(bytesOf(`${marked ? '\ufeff' : ''}${json}`), pieces);
        expect(found).toMatchObject({ kind: 'har', end: 'whole', damaged: 0 });
        expect(found.values).toEqual(JSON.parse(json).log.entries);
      }),
    );
  });

  it('as far as a file goes that was cut off, and nothing else', () => {
    fc.assert(
      fc.property(
        entries,
        indent,
        fc.double({ min: 0, max: 1, noNaN: true }),
        sizes,
        (list, by, at, pieces) => {
          const bytes = bytesOf(harOf(list, by, false));
          const { values, end } = foundIn(bytes.slice(0, Math.floor(at * bytes.length)), pieces);
          expect(end).toBe(at === 1 ? 'whole' : 'cut');
          expect(values).toEqual(list.slice(0, values.length));
        },
      ),
    );
  });

  it('of events on lines of their own', () => {
    const event = fc.record({
      params: fc.record({ a: text, b: fc.jsonValue() }),
      phase: fc.constantFrom(0, 1, 2),
      source: fc.record({ id: fc.nat(), type: fc.nat(9) }),
      time: fc.nat().map(String),
      type: fc.nat(999),
    });
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        sizes,
        (list, ascii, pieces) => {
          const lines = list.map((one) => JSON.stringify(one)).join(',\n');
          const json = `{"constants":{},\n"events":[\n${ascii ? escaped(lines) : lines}]}\n`;
          const found = foundIn(bytesOf(json), pieces);
          expect(found).toMatchObject({ kind: 'netlog', end: 'whole', damaged: 0 });
          expect(found.values).toEqual(JSON.parse(json).events);
        },
      ),
    );
  });

  it('of events as Chromium writes them, as far as they are handed on', () => {
    const digits = fc.nat(2 ** 40).map(String);
    const tail = fc.constantFrom(
      '"}',
      '},"phase":0',
      ',"phase":1,"source":{"id":9,"start_time":"1","type":2}',
      '421',
    );
    const event = fc.record(
      {
        params: fc.record({ a: fc.oneof(text, tail), b: fc.jsonValue() }),
        phase: fc.constantFrom(0, 1, 2),
        source: fc.record({ id: fc.nat(), start_time: digits, type: fc.nat(99) }),
        time: digits,
        type: fc.nat(999),
      },
      { requiredKeys: ['phase', 'source', 'time', 'type'] },
    );
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), sizes, (list, pieces) => {
        const json = `{"constants":{},\n"events":[\n${list.map((one) => JSON.stringify(one)).join(',\n')}]}\n`;
        const found = foundIn(bytesOf(json), pieces);
        expect(found).toMatchObject({ kind: 'netlog', end: 'whole', damaged: 0 });
        const handedOn = (one: unknown) => {
          if (!isObject(one)) return undefined;
          const { params, phase, source, time, type } = one;
          return { params, phase, id: isObject(source) && source.id, time: Number(time), type };
        };
        expect(found.values.map(handedOn)).toEqual(JSON.parse(json).events.map(handedOn));
      }),
    );
  });

  it('of a text in UTF-16, with its mark or without', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.boolean(), fc.boolean(), async (list, swapped, marked) => {
        const json = harOf(list, 2, false);
        const utf16 = Buffer.from(`${marked ? '\ufeff' : ''}${json}`, 'utf16le');
        const file = new Blob([new Uint8Array(swapped ? utf16.swap16() : utf16)]);
        const pieces: Uint8Array[] = [];
        for await (const { bytes } of fileChunks(file)) pieces.push(bytes.slice());
        const found = foundIn(Buffer.concat(pieces), [50_000]);
        expect(found).toMatchObject({ kind: 'har', end: 'whole', damaged: 0 });
        expect(found.values).toEqual(JSON.parse(json).log.entries);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOutline, userAgentOf } from '../../../src/sources/har/entry.js';
import { HarReader } from '../../../src/sources/har/har-reader.js';
import { isObject, type JsonObject, parseJson } from '../../../src/sources/log/json.js';
import { Outline, UNLIKE } from '../../../src/sources/log/split/outline.js';
import { GOES_ON } from '../../../src/sources/log/split/value-end.js';
import type { WantedMembers } from '../../../src/sources/log/split/wanted.js';
import { recordedHar } from '../../fixtures/netlog/recordings.js';

/** Before any entry was read. */
const ENTRY_OUTLINE = new HarReader(0).outline;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** The outline of a JSON text, and how far it was read. */
function outlineOf(text: string, wanted: WantedMembers = ENTRY_OUTLINE): { end: number; value: unknown } {
  const outline = new Outline(wanted);
  const bytes = bytesOf(text);
  const end = outline.add(bytes, 0, bytes.length);
  const list = parseJson(new TextDecoder().decode(outline.text));
  return { end, value: Array.isArray(list) ? list[0] : 'no list' };
}

/** All that is made of an entry that is no 421. */
function madeOf(entry: unknown): unknown {
  if (!isObject(entry)) return undefined;
  const there = Object.keys(ENTRY_OUTLINE).filter((name) => name in entry);
  return { ...{ outline: readOutline(entry, 0, 'id'), agent: userAgentOf(entry) }, there };
}

const word = fc.oneof(
  fc.constantFrom('"', '\\', '{', '}', '[', ']', ':', ',', '\n', '\\"', 'é', '\u{1f643}', '421', 'host'),
  fc.string({ maxLength: 8 }),
  fc.integer({ min: 50, max: 300 }).map((length) => 'z'.repeat(length)),
);
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(''));
const value = fc.oneof(fc.jsonValue(), text, fc.constantFrom(true, false, null, 0, -1, 1.5e3, '421', 'h2'));
const header = fc.oneof(
  fc.record({
    name: fc.constantFrom('Host', 'HOST', ':authority', 'User-Agent', ':protocol', 'cookie', 'x'),
    value: fc.oneof(fc.constantFrom('a.test', 'b.test:8443', 'agent'), value),
  }),
  fc.record({ value: text, name: fc.constantFrom('host', 'x') }),
  value,
);
const fields = (names: readonly string[]) => fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5 });
const entry = fc
  .tuple(
    fields([...Object.keys(ENTRY_OUTLINE), 'timings', 'cache', 'pageref', '__proto__']),
    fc.record(
      {
        method: fc.constantFrom('GET', 'CONNECT'),
        url: fc.constantFrom('https://a.test/x', 'http://[2001:db8::1]:81/', 'data:,x'),
        httpVersion: fc.constantFrom('h2', 'HTTP/1.1', ''),
        headers: fc.oneof(fc.array(header, { maxLength: 6 }), value),
        cookies: value,
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        headers: fc.array(header, { maxLength: 6 }),
        status: fc.oneof(fc.constantFrom(200, 421, 0, '421 Misdirected Request'), value),
        content: value,
        _fetchedViaServiceWorker: fc.boolean(),
        fromDiskCache: value,
      },
      { requiredKeys: [] },
    ),
    fc.boolean(),
  )
  .map(([more, request, response, first]) =>
    first ? { ...more, request, response } : { request, response, ...more },
  );

/** Every letter `e` and `o` of a JSON text as an escape. */
const escaped = (json: string): string =>
  json.replace(/(?<!\\)[oe]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);

describe('the outline of an entry', { timeout: 60_000 }, () => {
  it('says what the whole entry says, however it is written', () => {
    fc.assert(
      fc.property(entry, fc.constantFrom(undefined, 1, '\t'), (one, indent) => {
        const json = JSON.stringify(one, undefined, indent);
        const { end, value } = outlineOf(`${json},`);
        expect(end).toBe(bytesOf(json).length);
        expect(madeOf(value)).toEqual(madeOf(JSON.parse(json)));
      }),
      { numRuns: 1000 },
    );
  });

  it('also where names are written with escapes', () => {
    const request = { url: 'https://a.test/', headers: [{ name: 'Host', value: 'b.test' }] };
    const json = escaped(JSON.stringify({ request, response: { status: 421 } })).replaceAll(
      'tru\\u0065',
      'true',
    );
    const { value } = outlineOf(json);
    expect(json).toContain('\\u0048'.slice(0, 2));
    expect(value).toEqual({ request, response: { status: 421 } });
  });

  it.each(['chromium-own-connection', 'firefox-own-connection'])(
    '%s: of recorded ones it is short',
    (name) => {
      for (const one of JSON.parse(recordedHar(name).har).log.entries) {
        const { value } = outlineOf(JSON.stringify(one, undefined, 2));
        expect(madeOf(value)).toEqual(madeOf(one));
        expect(JSON.stringify(value).length).toBeLessThan(JSON.stringify(one).length / 2);
      }
    },
  );

  it('has every member that is read', () => {
    const read = new Set<string>();
    const watched = (object: JsonObject, path: string): JsonObject =>
      new Proxy(object, {
        get: (target, name) => {
          const one: unknown = Reflect.get(target, name);
          if (typeof name === 'string') read.add(`${path}${name}`);
          return isObject(one) ? watched(one, `${path}${String(name)}.`) : one;
        },
      });
    for (const response of [{ status: 200 }, { status: 'x' }, {}]) {
      for (const method of ['GET', 'CONNECT']) {
        const one = { request: { url: 'https://a.test/', method, headers: [] }, response };
        readOutline(watched(one, ''), 0, 'id');
        userAgentOf(watched(one, ''));
      }
    }
    const has = (path: string): boolean => {
      let wanted: WantedMembers = ENTRY_OUTLINE;
      return path.split('.').every((name) => {
        const one = wanted[name];
        if (typeof one === 'object' && 'members' in one) wanted = one.members;
        return one !== undefined && one !== 'presence';
      });
    };
    expect(read.size).toBeGreaterThan(15);
    expect([...read].filter((path) => !has(path))).toEqual([]);
  });
});

describe('what is no whole object', () => {
  const json = JSON.stringify({
    a: [{ b: 'c\\"' }, 1],
    request: { url: 'x', headers: [{ name: 'host' }] },
    d: -1.5e3,
  });

  it('goes on, wherever it is cut', () => {
    for (let length = 1; length < json.length; length++) {
      expect(outlineOf(json.slice(0, length)).end).toBe(GOES_ON);
    }
  });

  it.each([
    ['brackets of two kinds', '{"a":[1}}'],
    ['a text over the end of its line', '{"a":"b\n"}'],
    ['a long one', `{"a":"${'b'.repeat(200)}\n"}`],
    ['no name', '{1:2}'],
    ['no colon', '{"a" 1}'],
    ['no value', '{"a":}'],
    ['no comma', '{"a":1 "b":2}'],
    ['a comma too many', '{"a":1,}'],
    ['a word', '{"a":xyz}'],
    ['a list', '[1]'],
    ['more brackets than are followed', `{"a":${'['.repeat(500)}`],
  ])('%s', (_, one) => {
    expect(outlineOf(one).end).toBe(UNLIKE);
  });

  it('takes of members that come twice both, so that the last one counts', () => {
    expect(outlineOf('{"a":1,"b":[],"a":2}', { a: 'value' })).toMatchObject({ value: { a: 2 } });
  });
});

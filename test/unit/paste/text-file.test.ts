import { describe, expect, it } from 'vitest';
import { LogFile } from '../../../src/sources/paste/response/log-file.js';
import { MAX_TEXT, readResponseText } from '../../../src/sources/paste/response/responses-in-text.js';
import { readTextFile } from '../../../src/sources/paste/response/text-file.js';
import { LOG_SAMPLES, SAMPLES, sampleOf } from '../../fixtures/explained/samples.js';

/** The bytes of a text in pieces of a million. */
const bytesOf = (text: string) =>
  async function* () {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += 1e6) yield bytes.subarray(at, at + 1e6);
  };

const GOOD = '192.0.2.9 - - [27/Nov/2026:16:47:28 +0000] "GET /421 HTTP/1.1" 200 421 "-" "curl/8.5.0"\n';
/** More than is read of a paste. */
const FILLER = GOOD.repeat(Math.ceil(MAX_TEXT / GOOD.length) + 1);

const LINES = [
  ...SAMPLES.filter(({ kind }) => kind.endsWith('-log')).map(({ text }) => text),
  ...LOG_SAMPLES.map(({ line }) => `${line}\n`),
].join('');

describe('the log of a server', () => {
  it.each([1, 7, 4096, 1e6])('says the same in pieces of %i bytes as in one', async (size) => {
    const whole = await readResponseText(LINES);
    const log = new LogFile();
    const bytes = new TextEncoder().encode(LINES);
    for (let at = 0; at < bytes.length; at += size) log.push(bytes.slice(at, at + size));
    log.finish();
    // Only the numbers of lines differ, which say no more than their order.
    const withoutLines = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, member) => (key === 'line' ? undefined : member)));
    expect(whole.read).toBe(true);
    expect(withoutLines(log.candidates)).toEqual(withoutLines(whole.read && whole.candidates));
    expect(log.removed).toEqual(whole.removed);
  });

  it('is read to its end however long it is, and no longer keeps more than the latest', async () => {
    const { text } = sampleOf('log-nginx-vhost');
    const { reading, text: shown } = await readTextFile(
      bytesOf(`${FILLER}${text.repeat(3000)}${FILLER}${text.trim()}`),
    );
    expect(shown).toBe(undefined);
    expect(reading).toMatchObject({ read: true, cut: false });
    const [only] = reading.read ? reading.candidates : [];
    expect(only).toMatchObject({ count: 3001, url: sampleOf('log-nginx-vhost').url, kinds: ['access-log'] });
    expect(only?.responses.length).toBeLessThan(100);
    expect(reading.removed).toContainEqual({ kind: 'parameter', name: 'token', count: 3001 });
  });

  it('of more hosts than are kept says so', async () => {
    const lines = Array.from(
      { length: 1001 },
      (_, host) => `h${host}.example ${GOOD.replace('200 421', '421 1').trim()}\n`,
    );
    const { reading } = await readTextFile(bytesOf(FILLER + lines.join('')));
    expect(reading).toMatchObject({ read: true, cut: true });
  });

  it('with lines that never end keeps no more than one', async () => {
    const log = new LogFile();
    const encoder = new TextEncoder();
    for (let piece = 0; piece < 50; piece++) log.push(encoder.encode('421 '.repeat(100_000)));
    log.push(encoder.encode(`\n${sampleOf('log-nginx-vhost').text}`));
    log.finish();
    expect(log.candidates).toMatchObject([{ count: 1 }]);
  });
});

describe('a file of text', () => {
  it('that is short is read as what is pasted, and given along', async () => {
    const { text } = sampleOf('curl-verbose');
    expect(await readTextFile(bytesOf(text))).toEqual({ text, reading: await readResponseText(text) });
  });

  it('that is long and no log is read as far as a paste', async () => {
    const { text, url } = sampleOf('curl-verbose');
    const { reading } = await readTextFile(bytesOf(`${text}${'word '.repeat(MAX_TEXT / 4)}`));
    expect(reading).toMatchObject({ read: true, cut: true, candidates: [{ url }] });
  });

  it('that is no text is not read to its end', async () => {
    let read = 0;
    async function* endless() {
      for (; read < 1000; read++) yield new Uint8Array(1 << 16);
    }
    expect((await readTextFile(endless)).reading).toMatchObject({
      read: false,
      why: { key: 'explain_binary' },
    });
    expect(read).toBeLessThan(10);
  });
});

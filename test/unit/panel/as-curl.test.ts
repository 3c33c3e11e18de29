import { describe, expect, it } from 'vitest';
import { asCurl, hasSecrets } from '../../../src/pages/panel/request/as-curl.js';
import { renderCommand, SHELLS } from '../../../src/report/commands.js';
import type { Refusal } from '../../../src/sources/devtools/network-log.js';
import { NetworkLog } from '../../../src/sources/devtools/network-log.js';
import { NOON } from '../../fixtures/build.js';
import { entryOf } from './entries.js';

async function refusalOf(sketch: Parameters<typeof entryOf>[0] = {}): Promise<Refusal> {
  const log = new NetworkLog({ keep: false });
  log.finished(entryOf(sketch), NOON);
  const [refusal] = (await log.contents()).refusals;
  if (refusal === undefined) throw new Error('no refusal');
  return refusal;
}

const wordsOf = async (sketch: Parameters<typeof entryOf>[0], withSecrets = false) =>
  asCurl(await refusalOf(sketch), { withSecrets }).words;

const SECRETS = [
  ['cookie', 'id=s3cret'],
  ['Authorization', 'Bearer s3cret'],
  ['proxy-authorization', 's3cret'],
  ['x-api-key', 's3cret'],
  ['X-CSRF-Token', 's3cret'],
] as const;

describe('a refused request for curl', () => {
  it('goes to the same address, with the same protocol and fields', async () => {
    const sent = [
      [':authority', 'shop.example'],
      ['host', 'shop.example'],
      ['accept-encoding', 'gzip'],
      ['connection', 'keep-alive'],
      ['accept', 'text/html'],
      ['x-empty', ''],
    ] as const;
    expect(await wordsOf({ url: 'https://shop.example/a?b#c', sent })).toEqual([
      ...['curl', '-sv', '--http2', '--compressed', '--resolve', 'shop.example:443:192.0.2.10'],
      ...['--header', 'accept: text/html', '--header', 'x-empty;', 'https://shop.example/a?b'],
    ]);
  });

  it('leaves out what may let others in, unless it is wanted', async () => {
    const sketch = { method: 'POST', sent: SECRETS, posted: 'password=s3cret' };
    const refusal = await refusalOf(sketch);
    expect(hasSecrets(refusal)).toBe(true);
    const without = asCurl(refusal, { withSecrets: false }).words;
    expect(without.join('\n')).not.toContain('s3cret');
    expect(without).toContain('--request');
    const whole = asCurl(refusal, { withSecrets: true }).words;
    for (const [name, value] of SECRETS) expect(whole).toContain(`${name}: ${value}`);
    expect(whole.slice(whole.indexOf('--data-raw'))[1]).toBe('password=s3cret');
    // A body makes it a POST.
    expect(whole).not.toContain('--request');
    expect(hasSecrets(await refusalOf({ sent: [['accept', '*/*']] }))).toBe(false);
  });

  it.each([
    ['HEAD', ['--head']],
    ['DELETE', ['--request', 'DELETE']],
  ])('method %s', async (method, words) => {
    expect((await wordsOf({ method })).filter((word) => words.includes(word))).toEqual(words);
  });

  it('brackets and braces are no pattern; an address literal needs no --resolve', async () => {
    expect(await wordsOf({ url: 'https://shop.example/a[1-9]{x}' })).toContain('--globoff');
    expect(await wordsOf({ url: 'https://192.0.2.10/' })).not.toContain('--resolve');
  });

  it('stays one line of whole words in each shell, whatever the fields hold', async () => {
    const refusal = await refusalOf({
      url: "https://shop.example/?q='$(touch x)`&|%PATH%",
      sent: [
        ['x-note', `'; touch x; $(x) \`x\` %PATH% ^&`],
        ['@/etc/passwd', 'a file for curl'],
      ],
    });
    const command = asCurl(refusal, { withSecrets: true });
    expect(command.words.some((word) => word.startsWith('@'))).toBe(false);
    for (const shell of SHELLS) {
      const line = renderCommand(command, shell);
      expect(line, shell).toMatch(/^curl/);
      expect(line).not.toMatch(/[\r\n]/);
    }
    expect(renderCommand(command, 'sh')).toContain(`--header 'x-note: '\\''; touch x; $(x) \`x\` %PATH% ^&'`);
    const broken = await refusalOf({ sent: [['x-note', 'a\nb']] });
    expect(renderCommand(asCurl(broken, { withSecrets: false }), 'sh')).toBeUndefined();
  });
});

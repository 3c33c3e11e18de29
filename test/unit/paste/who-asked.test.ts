import { expect, it } from 'vitest';
import { PROGRAMS } from '../../../src/pages/history/explain/clients.js';
import { dependsOnProgram } from '../../../src/pages/history/explain/who-asked.js';
import { readResponseText } from '../../../src/sources/paste/response/responses-in-text.js';
import { sampleOf } from '../../fixtures/explained/samples.js';

const NOW = Date.UTC(2026, 10, 28);

async function asks(text: string, url = ''): Promise<boolean> {
  const result = await readResponseText(text);
  const [only] = result.read ? result.candidates : [];
  if (only === undefined) throw new Error('no 421');
  return dependsOnProgram(only, only.url ?? url, NOW);
}

it('is asked of a response that may have come on a shared connection', async () => {
  expect(await asks('HTTP/2 421 \nserver: nginx\n\n', 'https://a.example/')).toBe(true);
  expect(await asks('HTTP/2 421 \nserver: nginx\n\n')).toBe(true);
  expect(await asks(sampleOf('curl-body-only').text)).toBe(true);
});

it('is not asked where the text names the program, is a server’s log, or nothing depends on it', async () => {
  for (const name of [
    'curl-verbose',
    'got',
    'urlsession',
    'log-nginx-vhost',
    'log-uvicorn',
    'chrome-console',
  ]) {
    expect([name, await asks(sampleOf(name).text)]).toEqual([name, false]);
  }
  expect(await asks('HTTP/1.1 421 Misdirected Request\nserver: nginx\n\n', 'http://a.example/')).toBe(false);
  expect(await asks(sampleOf('tunnel-urllib').text)).toBe(false);
});

it('knows the programs that share connections or retry', () => {
  for (const name of ['OkHttp', 'URLSession', 'undici', 'Node fetch', 'libsoup', 'curl']) {
    expect(PROGRAMS.has(name)).toBe(true);
  }
});

import { expect, it, vi } from 'vitest';
import { LOG_SAMPLES, sampleOf } from '../fixtures/explained/samples.js';
import { chooseFile } from './choose-file.js';
import type { DrivenPage } from './drivers/index.js';
import { inEachBrowser } from './stage.js';
import { storedIncident } from './stored.js';

const PASTE = 'src/pages/history/index.html?paste';

/** As a paste does: the field has the text at once, and its event follows. */
const paste = (page: DrivenPage, text: string): Promise<void> =>
  page.run((pasted) => {
    const field = document.querySelector<HTMLTextAreaElement>('.explain textarea');
    if (field === null) throw new Error('no field');
    field.value = pasted;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);

const enterUrl = (page: DrivenPage, url: string): Promise<void> =>
  page.run((entered) => {
    const field = document.querySelector<HTMLInputElement>('.explain-url input');
    if (field === null) throw new Error('no field');
    field.value = entered;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, url);

const urlIn = (page: DrivenPage): Promise<string> =>
  page.run(() => document.querySelector<HTMLInputElement>('.explain-url input')?.value ?? '');

const explain = (page: DrivenPage): Promise<void> =>
  page.run(() => document.querySelector<HTMLElement>('.explain-url [type="submit"]')?.click());

const textOf = (page: DrivenPage, selector: string): Promise<string> =>
  page.run((what) => document.querySelector(what)?.textContent ?? '', selector);

const attribute = (page: DrivenPage, name: string): Promise<string | null | undefined> =>
  page.run((what) => document.querySelector('.explain')?.getAttribute(what), name);

async function openPaste(driver: { extensionPage(path: string): Promise<DrivenPage> }): Promise<DrivenPage> {
  const page = await driver.extensionPage(PASTE);
  await page.waitFor('.page[data-state="ready"] .explain');
  return page;
}

const TEN = [
  ...['curl-verbose', 'curl-include', 'wget-headers', 'httpie-verbose', 'openssl', 'python-requests'],
  ...['node-fetch-printed', 'log-haproxy-upstream', 'log-nginx-vhost-safari', 'istio-other-sni', 'aria2'],
  ...['nghttp', 'ruby-rest-client-log', 'http-tiny'],
];

inEachBrowser('a response that was pasted', (stage) => {
  it.each(TEN)('%s is explained as labelled', async (name) => {
    const { text, kind, url, cause, confidence } = sampleOf(name);
    const page = await openPaste(stage().driver);
    await paste(page, text);
    await page.waitFor('.explain[data-explain-state="found"] .explain-url');
    await expect.poll(() => attribute(page, 'data-kinds')).toBe(kind);
    await expect.poll(() => urlIn(page)).toBe(url ?? '');
    if (url === undefined) {
      // Without a URL there is no incident, and the page says what is missing.
      await explain(page);
      await page.waitFor('.explain-url [role="alert"] .explain-wrong');
      expect(await attribute(page, 'data-explain-state')).toBe('found');
      await enterUrl(page, 'https://typed.example/');
    }
    await explain(page);
    const host = new URL(url ?? 'https://typed.example/').hostname;
    await page.waitFor(
      `.explain[data-explain-state="explained"] [data-incident][data-host="${host}"][data-cause="${cause}"][data-confidence="${confidence}"]`,
    );
    await page.close();
  });

  it('that its program retried by itself, and was answered, is one that was recovered', async () => {
    const { text } = sampleOf('curl-retry');
    const last = text.lastIndexOf('< HTTP/2 421');
    const page = await openPaste(stage().driver);
    await paste(page, `${text.slice(0, last)}${text.slice(last).replace('421', '200')}`);
    await page.waitFor('.explain[data-explain-state="found"] .explain-url');
    await expect
      .poll(() => textOf(page, '.explain-found'))
      .toContain('1 response with status 421 · the program retried 1 of them on its own');
    await explain(page);
    await page.waitFor(
      '.explain[data-explain-state="explained"] [data-host="shop.example"][data-status="recovered"]',
    );
    await page.close();
  });

  it('that the same client’s next response followed at once, by the log of a server, is said to be likely hidden', async () => {
    const line = (status: number, second: number) =>
      `img.pair.example:443 192.0.2.9 - - [27/Nov/2026:16:47:${second} +0000] "GET /a.png HTTP/2.0" ${status} 99 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"`;
    const page = await openPaste(stage().driver);
    await paste(page, [line(421, 10), line(200, 10), line(421, 20), line(200, 40)].join('\n'));
    await page.waitFor('.explain[data-explain-state="found"] .explain-url');
    await expect
      .poll(() => textOf(page, '.explain-found'))
      .toMatch(/2 responses with status 421 · after 1 of them the same client got a good response .* likely/);
    await page.close();
  });

  it('shows what was removed, keeps nothing of it, and comes into the history only when it is put there', async () => {
    const { driver } = stage();
    const page = await openPaste(driver);
    await paste(page, sampleOf('curl-verbose').text);
    await page.waitFor('.explain-removed li');
    for (const name of ['authorization', 'set-cookie', 'token'])
      await expect.poll(() => textOf(page, '.explain-removed')).toContain(name);
    await explain(page);
    await page.waitFor('.explain [data-incident]');
    expect(await storedIncident(driver, 'shop.example')).toBeUndefined();
    await page.run(() => document.querySelector<HTMLElement>('.log-actions .button-strong')?.click());
    await page.waitFor('.prompt .button-strong');
    await page.run(() => document.querySelector<HTMLElement>('.prompt .button-strong')?.click());
    await vi.waitFor(async () => expect(await storedIncident(driver, 'shop.example')).toBeDefined(), {
      timeout: 30_000,
      interval: 100,
    });
    expect(JSON.stringify(await storedIncident(driver, 'shop.example'))).not.toContain('SECRET');
    await page.close();
  });

  it('of several hosts has none chosen', async () => {
    const page = await openPaste(stage().driver);
    await paste(page, sampleOf('curl-verbose').text + sampleOf('curl-verbose-other-host').text);
    await page.waitFor('.explain[data-candidates="2"] .explain-several');
    expect(await page.run(() => document.querySelectorAll('.explain-several input:checked').length)).toBe(0);
    expect(await page.run(() => document.querySelector('.explain-url'))).toBe(null);
    await page.run(() => document.querySelector<HTMLElement>('.explain-several input')?.click());
    await page.waitFor('.explain-url');
    await expect.poll(() => urlIn(page)).toContain('shop.example');
    await page.close();
  });

  it('may come as a text file, also dropped on the list', async () => {
    const { driver } = stage();
    const lines = LOG_SAMPLES.find(({ name }) => name === 'apache-no-sni')?.line ?? '';
    const page = await openPaste(driver);
    await page.run(chooseFile, '.choose-file', 'error.log', Buffer.from(lines).toString('base64'));
    await page.waitFor('.explain[data-kinds="error-log"]');
    await expect.poll(() => urlIn(page)).toBe('https://b.example/');
    await page.close();
    const list = await driver.extensionPage('src/pages/history/index.html');
    await list.waitFor('.page[data-state="ready"]');
    await list.run((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'error.log'));
      window.dispatchEvent(
        new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    }, lines);
    await list.waitFor('.explain[data-kinds="error-log"] .explain-url');
    await list.close();
  });

  it('asks who asked where the text does not say it and the diagnosis depends on it', async () => {
    const page = await openPaste(stage().driver);
    await paste(page, 'HTTP/2 421 \nserver: nginx\n\n');
    await page.waitFor('.explain-url select');
    await enterUrl(page, 'https://typed.example/');
    await page.run(() => {
      const field = document.querySelector<HTMLSelectElement>('.explain-url select');
      if (field === null) throw new Error('no field');
      field.value = 'URLSession';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await explain(page);
    await page.waitFor(
      '.explain [data-incident][data-host="typed.example"][data-cause="coalesced-connection"]',
    );
    // A program's own words say who it was, and of plain http nothing depends on it.
    await paste(page, sampleOf('got').text);
    await page.waitFor('.explain[data-kinds="error"] .explain-url');
    expect(await page.run(() => document.querySelector('.explain-url select'))).toBe(null);
    await page.close();
  });

  it('may be a log of any length, packed or not: it is read with its progress, and can be stopped', async () => {
    const page = await openPaste(stage().driver);
    const { text, url } = sampleOf('log-nginx-vhost');
    await page.run(
      async (lines, times) => {
        const good = '192.0.2.9 - - [27/Nov/2026:16:47:28 +0000] "GET / HTTP/1.1" 200 12 "-" "curl/8.5.0"\n';
        const parts = [good.repeat(1 << 17), lines.repeat(Number(times)), good.repeat(1 << 17)];
        const packed = new Blob(parts).stream().pipeThrough(new CompressionStream('gzip'));
        const transfer = new DataTransfer();
        transfer.items.add(new File([await new Response(packed).blob()], 'access.log.gz'));
        window.dispatchEvent(
          new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
        );
      },
      text,
      '700',
    );
    await page.waitFor('.explain[data-kinds="access-log"] .explain-url');
    expect(await urlIn(page)).toBe(url);
    expect(await textOf(page, '.explain-found')).toContain('700');
    expect(
      await page.run(() => document.querySelector<HTMLTextAreaElement>('.explain textarea')?.value),
    ).toBe('');
    // Long enough that it cannot be over before the key.
    await page.run(() => {
      const part = new Blob(['word '.repeat(1 << 20)]);
      const transfer = new DataTransfer();
      transfer.items.add(new File(Array<Blob>(200).fill(part), 'long.log'));
      window.dispatchEvent(
        new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    });
    await page.waitFor('.explain[data-explain-state="reading"] progress');
    await page.run(() => document.querySelector<HTMLElement>('.log-reading button')?.click());
    await page.waitFor('.explain:not([data-explain-state])');
    await page.close();
  });

  it('of hostile, random or endless text gives a message, and nothing is markup', async () => {
    const page = await openPaste(stage().driver);
    const title = await page.run(() => document.title);
    const evil = '<img src=x onerror="document.title=1">';
    await paste(
      page,
      `GET /<img/src=x/onerror=document.title=1> HTTP/1.1\nHost: evil.example\n\nHTTP/1.1 421 ${evil}\nServer: ${evil}\n${evil}: ${evil}\n\n<script>document.title=2</script>\n`,
    );
    await page.waitFor('.explain[data-explain-state="found"] .explain-url');
    await explain(page);
    await page.waitFor('.explain [data-incident][data-host="evil.example"]');
    expect(await page.run(() => document.querySelector('.explain img, .explain script'))).toBe(null);
    expect(await page.run(() => document.title)).toBe(title);
    await page.run(() => {
      const field = document.querySelector<HTMLTextAreaElement>('.explain textarea');
      if (field === null) throw new Error('no field');
      field.value = 'the quick brown fox jumps over the lazy dog\n'.repeat(120_000);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    // Laying out a hundred thousand lines is the browser's own work.
    await page.waitFor('.explain[data-explain-state="refused"] .prompt', 60_000);
    await expect.poll(() => textOf(page, '.explain .prompt')).toContain('421');
    await paste(page, `PK\u0003\u0004${'\u0001\u0002'.repeat(500)}`);
    await vi.waitFor(async () => expect(await textOf(page, '.explain .prompt')).toContain('text file'), {
      timeout: 30_000,
      interval: 100,
    });
    await page.close();
  });
});

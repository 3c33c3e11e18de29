import { deflateSync, gzipSync } from 'node:zlib';
import { expect, it, vi } from 'vitest';
import { recordedHar, recording } from '../fixtures/netlog/recordings.js';
import { chooseFile } from './choose-file.js';
import type { DrivenPage } from './drivers/index.js';
import { shownIncidents } from './shown.js';
import { inEachBrowser } from './stage.js';
import { storedIncident } from './stored.js';

const LOG = 'src/pages/history/index.html?log';

const choose = (page: DrivenPage, name: string, log: string | Uint8Array): Promise<void> =>
  page.run(chooseFile, '.choose-file', name, Buffer.from(log).toString('base64'));

const textOf = (page: DrivenPage, selector: string): Promise<string> =>
  page.run((what) => document.querySelector(what)?.textContent ?? '', selector);

const click = (page: DrivenPage, selector: string): Promise<void> =>
  page.run((what) => document.querySelector<HTMLElement>(what)?.click(), selector);

/** The page's next reader is ended at its first message, or says that it has a fault. Those after it are sound. Runs in the page. */
function spoilFirstReader(how: 'ended' | 'fault'): void {
  const Native = Worker;
  Object.assign(globalThis, {
    Worker: new Proxy(Native, {
      construct(_, parts) {
        Object.assign(globalThis, { Worker: Native });
        const worker: Worker = Reflect.construct(Native, parts);
        const data = { type: 'failed', why: 'fault', error: 'TypeError: <b>x</b> is undefined' };
        worker.addEventListener(
          'message',
          (event) => {
            if (how === 'ended') return worker.terminate();
            event.stopImmediatePropagation();
            worker.dispatchEvent(new MessageEvent('message', { data }));
          },
          { once: true },
        );
        return worker;
      },
    }),
  });
}

/** A HAR file of one 421 of a host; `extra`: what the program writes of a request beside it. */
const harOf = (host: string, creator = 'Proxy', extra: object = {}): string =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: creator, version: '1' },
      entries: [
        {
          startedDateTime: '2026-11-23T10:00:00.000Z',
          time: 5,
          request: { method: 'GET', url: `https://${host}/`, httpVersion: 'HTTP/2', headers: [] },
          response: {
            status: 421,
            statusText: '<b>Misdirected</b>',
            httpVersion: 'HTTP/2',
            headers: [{ name: 'server', value: '<img src=x onerror="document.title=1">' }],
            content: { mimeType: 'text/html', text: '<script>document.title = 2</script>' },
          },
          serverIPAddress: '192.0.2.1',
          ...extra,
        },
      ],
    },
  });

/** Two uploads as a collector stores them: one 421 that was hidden, one that surfaced. */
const NEL_UPLOADS = [
  [421, 200],
  [421, 421],
]
  .map((statuses, at) =>
    JSON.stringify({
      time: '2026-11-23T10:00:00Z',
      reports: statuses.map((status) => ({
        ...{ age: 10, type: 'network-error', url: `https://nel.example/${at}` },
        body: { elapsed_time: 5, method: 'GET', protocol: 'h2', sampling_fraction: 1, status_code: status },
      })),
    }),
  )
  .join('\n');

inEachBrowser('a log in the history page', (stage) => {
  it('has a map that is walked by keys, with a table as its equal', async () => {
    const { driver } = stage();
    const page = await driver.extensionPage(LOG);
    await page.waitFor('.page[data-state="ready"]');
    await choose(page, 'net-export.json', recording('coalesced').log);
    await page.waitFor('.map-toggle');
    const focused = (): Promise<number> =>
      page.run(() => {
        const { activeElement } = document;
        return activeElement ? [...document.querySelectorAll('.map-toggle')].indexOf(activeElement) : -1;
      });
    // The page itself takes the reader to the headline once the log is read; the walk begins after that.
    await vi.waitUntil(() => page.run(() => document.activeElement?.matches('.log-head h1') === true), {
      timeout: 30_000,
      interval: 100,
    });
    await page.run(() => document.querySelector<HTMLElement>('.map-toggle')?.focus());
    for (const [key, place] of [
      ['ArrowDown', 1],
      ['ArrowDown', 1],
      ['Home', 0],
      ['End', 1],
      ['ArrowUp', 0],
    ] as const) {
      await page.press(key);
      await expect.poll(() => focused(), { message: key }).toBe(place);
    }
    await page.press('Enter');
    await page.waitFor('.map-toggle[aria-expanded="true"]');
    await expect.poll(() => textOf(page, '.map-facts')).toContain('www.pair.test');
    await click(page, '.map-views input[value="table"]');
    await page.waitFor('.map-table tr[data-refused="true"]');
    await expect.poll(() => textOf(page, '.map-table tr[data-refused="true"] th')).toBe('img.pair.test');
    await click(page, '.map-views input[value="drawing"]');
    await page.waitFor('.map-toggle');
    await page.close();
  });

  it('is summed up, shows its connections, and comes into the history only when it is put there', async () => {
    const { driver } = stage();
    const page = await driver.extensionPage(LOG);
    await page.waitFor('.page[data-state="ready"]');
    await choose(page, 'net-export.json', recording('coalesced').log);
    await page.waitFor('.case-folds li[data-host="img.pair.test"][data-cause="coalesced-connection"]');
    await expect.poll(() => textOf(page, '.log-figures div:first-child dd')).toBe('1');
    await expect.poll(() => textOf(page, '.log-part .table tbody th')).toBe('img.pair.test');
    expect(await textOf(page, '.log-verdict')).toMatch(
      /img\.pair\.test reuse .* for www\.pair\.test, .* \d+ ms\./,
    );
    await click(page, '.log-verdict .button-strong');
    await page.waitFor('.case-folds li[data-host="img.pair.test"] details[open] .steps li');
    await vi.waitUntil(
      () => page.run(() => document.activeElement?.closest('li[data-host="img.pair.test"]') !== null),
      { timeout: 30_000, interval: 100 },
    );
    const shared = await page.run(() =>
      [...document.querySelectorAll('.map [data-refused="true"], .map .host-label')].map(
        (hostLabel) => hostLabel.textContent ?? '',
      ),
    );
    expect(shared.join()).toContain('www.pair.test');
    expect(await storedIncident(driver, 'img.pair.test')).toBeUndefined();
    await click(page, '.log-actions .button-strong');
    await page.waitFor('.prompt .button-strong');
    await click(page, '.prompt .button-strong');
    await vi.waitFor(async () => expect(await storedIncident(driver, 'img.pair.test')).toBeDefined(), {
      timeout: 30_000,
      interval: 100,
    });
    await page.close();
  });

  it('may be a HAR file, dropped on the list', async () => {
    const { driver } = stage();
    const page = await driver.extensionPage('src/pages/history/index.html');
    await page.waitFor('.page[data-state="ready"]');
    await page.run((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'page.har'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, recordedHar('chromium-own-connection').har);
    await page.waitFor('.case-folds li[data-status="misdirected"]');
    expect(await page.run(() => location.search)).toBe('?log');
    await page.close();
  });

  it.each([
    // Made by hand after what these programs are known to write: none of them could be had to record one.
    ['WebKit Web Inspector', 'Safari', { connection: '7', _fetchType: 'Network Load', _priority: 'high' }],
    ['Charles Proxy', 'Charles Proxy', { cache: {} }],
    ['mitmproxy', 'mitmproxy', { connection: '1c9d1c1e' }],
  ])('may be one of %s', async (creator, shown, extra) => {
    const { driver } = stage();
    const page = await driver.extensionPage(LOG);
    await page.waitFor('.page[data-state="ready"]');
    await choose(page, 'other.har', harOf('a.example', creator, extra));
    await page.waitFor('.case-folds li[data-host="a.example"][data-status="misdirected"]');
    await expect.poll(() => textOf(page, '.log-facts')).toContain(shown);
    await page.close();
  });

  it('says on its root what was read, for tests and scripts', async () => {
    const { driver } = stage();
    const page = await driver.extensionPage(LOG);
    await page.waitFor('.page[data-state="ready"]');
    const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
    for (const [name, log, expected] of [
      ['coalesced.json', recording('coalesced').log, 'read netlog 1 0 '],
      ['websocket.json', recording('websocket').log, 'read netlog 0 1 '],
      ['redacted.json', recording('redacted').log, 'read netlog 1 0 redacted unnamed'],
      ['bounded.json', recording('bounded').log, 'read netlog 21 21 beginning-missing'],
      ['still.json', 'Logging is in progress writing data to:\n    /tmp/x', 'failed - - - in-progress'],
      ['powershell.har', utf16(harOf('a.example')), 'read har 0 1 proxy'],
      ['mitmproxy.zhar', new Uint8Array(deflateSync(harOf('a.example'))), 'read har 0 1 proxy'],
      ['page.har.gz', new Uint8Array(gzipSync(harOf('a.example'))), 'read har 0 1 proxy'],
      ['twice.har', `${harOf('a.example')}\n${harOf('b.example')}`, 'read har 0 1 trailing proxy'],
      ['uploads.ndjson', NEL_UPLOADS, 'read nel 1 1 '],
      ['other.json', '{"photos":[]}', 'failed - - - not-a-log'],
    ] as const) {
      // A name that only this file has shows that the view is of it.
      await choose(page, name, log);
      await vi.waitFor(
        async () =>
          expect(await page.run(() => document.querySelector('.log')?.textContent ?? '')).toContain(name),
        { timeout: 30_000, interval: 50 },
      );
      await page.waitFor('.log[data-log-state="read"], .log[data-log-state="failed"]');
      await expect
        .poll(
          () =>
            page.run(() => {
              const { logState, kind, hidden, surfaced, notes } =
                document.querySelector<HTMLElement>('.log')?.dataset ?? {};
              return [logState, kind ?? '-', hidden ?? '-', surfaced ?? '-', notes].join(' ');
            }),
          { message: name },
        )
        .toBe(expected);
    }
    await choose(page, 'ws.json', recording('websocket').log);
    await page.waitFor('.log [data-incident][data-host="live.sock.test"][data-status="misdirected"]');
    await expect
      .poll(() => shownIncidents(page))
      .toMatchObject([{ cause: 'coalesced-connection', confidence: 'likely' }]);
    const [shown] = await shownIncidents(page);
    expect(shown?.causes[0]).toBe(shown?.cause);
    await page.close();
  });

  it('of any size is read to its end', async () => {
    const { driver } = stage();
    const page = await driver.extensionPage(LOG);
    await page.waitFor('.page[data-state="ready"]');
    const entry = JSON.stringify(JSON.parse(harOf('a.example')).log.entries[0], undefined, 2);
    // 60 MB: browsers collect their garbage several times over it.
    await page.run((one) => {
      const long = one.replace(
        '"headers": []',
        `"headers": [${'{\n"name": "a", "value": "b"\n},\n'.repeat(60)}{}]`,
      );
      const list = Array.from({ length: 25_000 }, () => long).join(',\n');
      const transfer = new DataTransfer();
      const head = '{"log": {"creator": {"name": "Proxy", "version": "1"}, "entries": [\n';
      transfer.items.add(new File([head, list, '\n]}}'], 'large.har'));
      const input = document.querySelector<HTMLInputElement>('.choose-file');
      if (input) input.files = transfer.files;
      input?.dispatchEvent(new Event('change', { bubbles: true }));
    }, entry);
    await page.waitFor('.log[data-log-state="read"][data-surfaced="25000"]');
    await page.close();
  });

  it('says so when its reader is ended by the browser, and takes the next file', async () => {
    const { driver } = stage();
    const page = await driver.extensionPage(LOG);
    await page.waitFor('.page[data-state="ready"]');
    // Neither browser gives an event for it.
    await page.run(spoilFirstReader, 'ended');
    await choose(page, 'net-export.json', recording('coalesced').log);
    await page.waitFor('.log[data-log-state="failed"][data-notes="ended"]');
    expect(await textOf(page, '.log .prompt')).toContain('stopped Missent’s reader');
    await choose(page, 'net-export.json', recording('coalesced').log);
    await page.waitFor('.log[data-log-state="read"]');
    await page.close();
  });

  it('says so when its reader has a fault, and takes the next file', async () => {
    const { driver } = stage();
    const page = await driver.extensionPage(LOG);
    await page.waitFor('.page[data-state="ready"]');
    await page.run(spoilFirstReader, 'fault');
    await choose(page, 'net-export.json', recording('coalesced').log);
    await page.waitFor('.log[data-log-state="failed"][data-notes="fault"]');
    expect(await textOf(page, '.log .prompt')).toContain('The fault is in Missent');
    expect(await textOf(page, '.log .prompt code')).toBe('TypeError: <b>x</b> is undefined');
    await choose(page, 'net-export.json', recording('coalesced').log);
    await page.waitFor('.log[data-log-state="read"]');
    await page.close();
  });

  it('that is none is refused in words, and one that says hostile things is only read', async () => {
    const { driver } = stage();
    const page = await driver.extensionPage(LOG);
    await page.waitFor('.page[data-state="ready"]');
    for (const [name, content] of [
      ['photo.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46])],
      ['empty.json', ''],
      ['deep.json', '['.repeat(100_000)],
      ['other.json', '{"photos":[]}'],
    ] as const) {
      await choose(page, name, content);
      await vi.waitFor(async () => expect(await textOf(page, '.log .prompt')).toContain(name), {
        timeout: 30_000,
        interval: 50,
      });
    }
    await choose(page, 'hostile.har', harOf('a.example'));
    await page.waitFor('.case-folds li[data-host="a.example"]');
    await page.waitFor('.case-folds .report-lines');
    await expect.poll(() => textOf(page, '.case-folds')).toContain('<img src=x');
    expect(
      await page.run(() => document.querySelectorAll('[onerror], img[src="x"], script:not([src])').length),
    ).toBe(0);
    expect(await page.run(() => document.title)).not.toMatch(/^[12]$/);
    await page.close();
  });

  it('stops being read at once when that is wanted', async () => {
    const { driver } = stage();
    const page = await driver.extensionPage(LOG);
    await page.waitFor('.page[data-state="ready"]');
    await page.run(() => {
      // However fast the file is read: the button is pressed as soon as it is there.
      const observer = new MutationObserver(() => {
        const button = document.querySelector<HTMLElement>('.log-reading button');
        if (!button) return;
        observer.disconnect();
        button.click();
        document.body.dataset.cancelled = 'yes';
      });
      observer.observe(document.body, { subtree: true, childList: true });
      const input = document.querySelector<HTMLInputElement>('.choose-file');
      const head =
        '{"constants":{"logEventTypes":{"REQUEST_ALIVE":1},"logSourceType":{"URL_REQUEST":1}},"events":[\n';
      const line = '{"phase":0,"source":{"id":1,"type":1},"time":"1","type":1},\n';
      const transfer = new DataTransfer();
      transfer.items.add(new File([head, line.repeat(1_000_000)], 'large.json'));
      if (input) input.files = transfer.files;
      input?.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await page.waitFor('body[data-cancelled="yes"] .log-chooser');
    expect(await page.run(() => document.querySelectorAll('.log-reading, .log-part').length)).toBe(0);
    await page.close();
  });
});

// What lets somebody in is not kept, and what a report leaves out is not in it, whatever the server repeats of it.
import { expect, it, vi } from 'vitest';
import type { Site } from '../lab/site.js';
import type { BrowserDriver, DrivenPage } from './drivers/index.js';
import { inEachBrowser } from './stage.js';
import { settled, storedIncident } from './stored.js';

const soon = { timeout: 30_000, interval: 150 };
const HOST = 'www.secrets.test';
/** An apostrophe is not escaped in URLs, nor is what follows it a word of its own. */
const PATH = "/it's/SECRETPATH/caf%C3%A9";
const QUERY = '?token=SECRETQUERY';

/** What came with each request that the server saw. */
const came: { readonly cookie: string | undefined; readonly referrer: string | undefined }[] = [];

const secrets: Site = {
  id: 'secrets',
  title: 'A server with credentials',
  story: 'Header fields hold credentials, and repeat what was asked for.',
  hosts: {
    [HOST]: ({ path, query, header }) => {
      came.push({ cookie: header('cookie'), referrer: header('referer') });
      return {
        status: 421,
        headers: [
          ['server', 'nginx/1.22.1'],
          ['content-type', 'text/html'],
          ['set-cookie', 'AWSALB=SECRETCOOKIE; Path=/'],
          ['set-cookie', 'id=SECRETCOOKIE; HttpOnly'],
          ['www-authenticate', 'Digest realm="shop", nonce="SECRETNONCE"'],
          ['authorization', 'Bearer SECRETBEARER'],
          ['x-api-key', 'SECRETKEY'],
          ['x-cache', `MISS ${path}${query} ${decodeURIComponent(path)}`],
          ['x-served-by', `https://${HOST}${path}`],
        ],
        body: `<p>Misdirected request for ${path}?${query}</p>`,
      };
    },
  },
  visits: [`https://ann:SECRETPASSWORD@${HOST}/`, `https://${HOST}${PATH}${QUERY}`],
  expect: { chrome: [], firefox: [] },
};

/** All that the extension keeps: on the disk, and in the session's memory. */
const kept = (driver: BrowserDriver): Promise<string> =>
  driver.asExtension(async () => {
    const result = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await result(indexedDB.open('missent'));
    const all = await result(database.transaction('incidents').objectStore('incidents').getAll());
    database.close();
    return JSON.stringify([
      all,
      await chrome.storage.session.get(null),
      await chrome.storage.local.get(null),
    ]);
  });

const reportIn = async (page: DrivenPage, format: string): Promise<string> => {
  await page.run((wanted) => {
    document.querySelector<HTMLElement>(`.report input[value="${wanted}"]`)?.click();
  }, format);
  await page.waitFor('.report-lines');
  return page.run(() => {
    const report = document.querySelector('.report');
    const mail = report?.querySelector<HTMLAnchorElement>('a.report-mail')?.href ?? '';
    return `${report?.textContent} ${mail} ${decodeURIComponent(mail)}`;
  });
};

inEachBrowser(
  'secrets',
  (stage) => {
    it('credentials are not kept: names, attributes, scheme, realm and lengths are', async () => {
      const { driver } = stage();
      const tab = await driver.newTab();
      for (const url of secrets.visits) await tab.visit(url);
      await vi.waitFor(async () => expect(await storedIncident(driver, HOST)).toBeDefined(), soon);
      await vi.waitFor(async () => expect(await kept(driver)).toContain('Misdirected request for'), soon);
      const all = await settled(driver, () => kept(driver));
      expect(all).not.toMatch(/SECRET(?:COOKIE|PASSWORD|NONCE|BEARER|KEY)/);
      for (const name of [
        'AWSALB=[12 characters]; Path=/',
        'id=[12 characters]; HttpOnly',
        '[19 characters]',
        '[9 characters]',
      ]) {
        expect(all).toContain(name);
      }
      expect(all).toContain('Digest realm=\\"shop\\"');
      await tab.close();
    });

    it('checks carry neither cookies nor a referrer', async () => {
      const { driver } = stage();
      expect(came.at(-1)?.cookie).toContain('id=SECRETCOOKIE');
      const id = (await storedIncident(driver, HOST))?.id ?? '';
      const page = await driver.extensionPage(`src/pages/history/index.html?id=${encodeURIComponent(id)}`);
      await page.waitFor('.report input');
      came.length = 0;
      await page.run(async (incident) => {
        await chrome.runtime.sendMessage({
          name: 'run-checks',
          request: { id: incident, tabId: -1, neighbour: null, unusual: false },
        });
      }, id);
      expect(came.length).toBeGreaterThan(1);
      expect(came.filter(({ cookie, referrer }) => cookie !== undefined || referrer !== undefined)).toEqual(
        [],
      );
      await page.close();
    });

    it('paths are in no format of the report, whatever the server repeats of them', async () => {
      const { driver } = stage();
      const id = (await storedIncident(driver, HOST))?.id ?? '';
      const page = await driver.extensionPage(`src/pages/history/index.html?id=${encodeURIComponent(id)}`);
      await page.waitFor('.report input');
      for (const [format, mark] of [
        ['markdown', '# 421'],
        ['json', '"pathsIncluded": false'],
        ['mail', 'mailto:'],
      ] as const) {
        const text = await reportIn(page, format);
        expect(text).toContain(mark);
        expect(text).not.toMatch(/SECRET|it's|caf|nonce/);
      }
      await page.close();
    });
  },
  [secrets],
);

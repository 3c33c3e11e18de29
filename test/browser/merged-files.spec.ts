// Exports of many machines, taken into one history. Of a thousand incidents each: test/unit/store/merged-files.test.ts; the
// lab's Firefox has room for fewer.
import { expect, it, vi } from 'vitest';
import { fileParts } from '../../src/incidents/file/format.js';
import type { Incident } from '../../src/model/incident.js';
import { incidentOf } from '../fixtures/build.js';
import { chooseFile } from './choose-file.js';
import type { DrivenPage } from './drivers/index.js';
import { inEachBrowser } from './stage.js';
import { storedIncidents } from './stored.js';

const MACHINES = 10;
const EACH = 50;
/** Each machine met so many hosts that the one before had met as well. */
const SHARED = 25;
const HOSTS = MACHINES * (EACH - SHARED) + SHARED;
const soon = { timeout: 120_000, interval: 200 };
const now = Date.now();

/** `n`: the machine. Each host was met as often there as its number says. */
const seenBy = (n: number): Incident[] =>
  Array.from({ length: EACH }, (_, at) => {
    const host = n * (EACH - SHARED) + at;
    return incidentOf(
      {
        url: `https://h${host}.corp.example/`,
        time: now - 3_600_000 + n * 10_000 + at,
        headers: ['Server: nginx', 'Content-Type: text/html'],
        body: '<html><head><title>421 Misdirected Request</title></head></html>',
      },
      { count: 1 + (host % 3) },
    );
  });
const MADE = Array.from({ length: MACHINES }, (_, n) => seenBy(n));
const FILES = MADE.map((incidents, n) => fileParts(incidents, now, `machine ${n}`).join(''));
const TIMES = MADE.flat().reduce((sum, { count }) => sum + count, 0);

const textOf = (page: DrivenPage, selector: string): Promise<string> =>
  page.run((what) => document.querySelector(what)?.textContent?.trim() ?? '', selector);
const click = (page: DrivenPage, selector: string, words: RegExp): Promise<boolean> =>
  page.run(
    (what, pattern) => {
      const button = [...document.querySelectorAll<HTMLElement>(what)].find(({ textContent }) =>
        new RegExp(pattern).test(textContent ?? ''),
      );
      button?.click();
      return button !== undefined;
    },
    selector,
    words.source,
  );

/** Takes a file in, and gives what the page says of it. */
async function take(page: DrivenPage, file: string): Promise<string> {
  await page.run(chooseFile, '.actions input[type="file"]', 'a.json', Buffer.from(file).toString('base64'));
  await page.waitFor('.prompt .prompt-buttons', 120_000);
  const said = await textOf(page, '.prompt p');
  await click(page, '.prompt button', /Close/);
  await page.waitFor('.actions:not(:has(.prompt))');
  return said;
}

const choose = (page: DrivenPage, source: string): Promise<void> =>
  page.run((value) => {
    const select = [...document.querySelectorAll<HTMLSelectElement>('.filters select')].find((one) =>
      [...one.options].some((option) => option.value === value),
    );
    if (!select) throw new Error('no such source');
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, source);

inEachBrowser(
  'files of ten machines',
  (stage) => {
    it('none is lost, none counts twice, and the same files change nothing', async () => {
      const { driver } = stage();
      const page = await driver.extensionPage('src/pages/history/index.html');
      await page.waitFor('.page[data-state="ready"]');
      const said: string[] = [];
      for (const file of FILES) said.push(await take(page, file));
      expect(said[0]).toBe('Added 50 incidents.');
      expect(said[1]).toBe('Added 25 incidents. Merged 25 with existing incidents.');
      const stored = async () => (await storedIncidents(driver)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const once = await stored();
      expect(once).toHaveLength(HOSTS);
      expect(once.reduce((sum, { count }) => sum + count, 0)).toBe(TIMES);

      for (const file of FILES) expect(await take(page, file)).toMatch(/50 were here already/);
      expect(await stored()).toEqual(once);
      await page.close();

      const again = await driver.extensionPage('src/pages/history/index.html');
      await again.waitFor('.rows', 60_000);
      expect(await textOf(again, '.list h2')).toBe('275 incidents');

      await choose(again, '=machine 3');
      await vi.waitFor(async () => expect(await textOf(again, '.list h2')).toBe('50 of 275 incidents'), soon);
      expect(await textOf(again, '.row .tag')).toBe('2 sources');

      // Exported again, with a name of its own, it has all parts.
      await again.run(() => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          if (blob instanceof Blob)
            void blob.text().then((text) => document.body.setAttribute('data-file', text));
          return make(blob);
        };
      });
      await click(again, '.actions button', /Export/);
      await again.run(() => {
        const field = document.querySelector<HTMLInputElement>('.export-label input');
        if (!field) throw new Error('no field for a name');
        field.value = 'the hub';
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await click(again, '.prompt button', /Save the file/);
      await again.waitFor('body[data-file]');
      const file: { incidents: readonly Incident[] } = JSON.parse(
        await again.run(() => document.body.getAttribute('data-file') ?? ''),
      );
      expect(file.incidents).toHaveLength(EACH);
      const parts = file.incidents.flatMap(({ sources = [] }) => sources.map(({ label }) => label));
      expect([...new Set(parts)].toSorted()).toEqual(['machine 2', 'machine 3', 'machine 4']);
      expect(parts).toHaveLength(2 * EACH);
      await again.close();
    });
  },
  [],
);

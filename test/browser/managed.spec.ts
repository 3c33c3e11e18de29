// What an administrator sets (docs/enterprise.md), in browsers that read it from their own files.
import { describe, expect, it, vi } from 'vitest';
import { gateways } from '../lab/sites/gateways.js';
import { sharedConnection } from '../lab/sites/shared-connection.js';
import { PLAYED_SUSPECTED, suspectedPages } from '../lab/sites/suspected-pages.js';
import { type BrowserDriver, launch, makeProfile } from './drivers/index.js';
import { whyNoPolicy } from './drivers/own-etc.js';
import { shownIncidents, unfold } from './shown.js';
import { inEachBrowser } from './stage.js';
import { storedIncident } from './stored.js';

const soon = { timeout: 30_000, interval: 150 };

const POLICY_COMES = { timeout: 120_000, interval: 500 };

const [SUSPECTED] = PLAYED_SUSPECTED;
const WATCHED = 'shop.nginx-gateway.test';
const WITH_PAGE = 'shop.caddy-gateway.test';
const IGNORED = 'shop.unseen-gateway.test';
const NOT_CHOSEN = 'shop.cf-gateway.test';

const POLICY = {
  keepDays: 0,
  ignoredHosts: [IGNORED],
  onlyHosts: [WATCHED, WITH_PAGE, IGNORED, '*.pair.test', SUSPECTED?.host ?? ''],
  showRecovered: false,
  watchSuspected: false,
  welcomePage: false,
  contacts: [
    { hosts: ['*.nginx-gateway.test'], mail: 'web-team@corp.example' },
    { hosts: [WITH_PAGE], url: 'https://desk.corp.example/new' },
  ],
};

/** Types that fit Chrome's schema, so that both browsers pass them on. */
const WRONG = {
  keepDays: 5000,
  ignoredHosts: ['ignored.example', 'two hosts'],
  onlyHosts: [],
  contacts: [
    { hosts: ['a.example'], mail: 'nobody' },
    { hosts: ['b.example'], url: 'ftp://b.example/' },
    { hosts: ['c.example'], mail: 'c@corp.example', url: 'https://c.example/' },
    { hosts: ['d.example'], mail: 'd@corp.example' },
  ],
};
/** Those that do not fit it. */
const MISTYPED = { showRecovered: 'no', keepHours: 3 };

const OWN = { keepDays: 7, ignoredHosts: ['own.example'], showRecovered: true, watchSuspected: true };

interface ShownOptions {
  readonly problems: readonly string[];
  /** Texts and choices of each part. */
  readonly parts: Readonly<Record<string, string>>;
}

/**
 * The options as a person finds them, as soon as these parts are locked and no others. Chrome starts with the policy that it
 * knew last, and reads the present one when its first page is idle: 2 s later, on a busy machine after a minute.
 */
async function options(driver: BrowserDriver, locked: readonly string[]): Promise<ShownOptions> {
  const page = await driver.extensionPage('src/pages/options/index.html');
  try {
    await page.waitFor('[data-state="ready"] .setting');
    // Each look is a call of its own: one that waits in the page may not take so long.
    await vi.waitFor(async () => {
      const found = await page.run(() =>
        [...document.querySelectorAll('[data-locked]')].map((part) => part.getAttribute('data-locked') ?? ''),
      );
      expect(found.toSorted()).toEqual(locked.toSorted());
    }, POLICY_COMES);
    return await page.run(() => {
      const part = (section: Element): [string, string] => [
        section.getAttribute('aria-labelledby')?.replace('setting-', '') ?? '',
        [...section.querySelectorAll('.setting-choice :is(input, li > bdi, p)')]
          .map((shown) =>
            shown instanceof HTMLInputElement
              ? `${shown.disabled ? '(locked) ' : ''}${shown.checked ? shown.value : ''}`
              : shown.textContent,
          )
          .filter((text) => text !== '')
          .join('|'),
      ];
      const all = (selector: string, name: string) =>
        [...document.querySelectorAll(selector)].map((element) => element.getAttribute(name) ?? '');
      return {
        problems: all('[data-policy-problem]', 'data-policy-problem'),
        parts: Object.fromEntries([...document.querySelectorAll('.setting')].map(part)),
      };
    });
  } finally {
    await page.close();
  }
}

const badge = (driver: BrowserDriver, tabId: number): Promise<string> =>
  driver.asExtension((id) => chrome.action.getBadgeText({ tabId: id }), tabId);

const welcomes = (driver: BrowserDriver): Promise<number> =>
  driver.asExtension(
    async () => (await chrome.tabs.query({ url: `${chrome.runtime.getURL('')}src/pages/welcome/*` })).length,
  );

async function visited(driver: BrowserDriver, url: string) {
  const tab = await driver.newTab();
  await tab.visit(url);
  return tab;
}

async function popupText(driver: BrowserDriver, tabId: number): Promise<string> {
  const popup = await driver.popup(tabId);
  const text = await popup.run(() => document.body.textContent ?? '');
  await popup.close();
  return text;
}

/** Whom the mail report of the one incident of a page addresses. */
async function addressed(driver: BrowserDriver, tabId: number): Promise<string> {
  const popup = await driver.popup(tabId);
  try {
    await unfold(popup);
    await popup.waitFor('.report input');
    await popup.run(() => document.querySelector<HTMLElement>('.report input[value="mail"]')?.click());
    await popup.waitFor('.report-send');
    return await vi.waitFor(async () => {
      const found = await popup.run(
        () =>
          document.querySelector('[data-contact]')?.getAttribute('data-contact') ??
          document.querySelector<HTMLInputElement>('.report input[type="email"]')?.value ??
          '',
      );
      expect(found).toContain('corp.example');
      return found;
    }, soon);
  } finally {
    await popup.close();
  }
}

const barred = await whyNoPolicy();
if (barred !== undefined) console.warn(`SKIPPED: policies of an administrator: ${barred}`);

inEachBrowser(
  barred === undefined ? 'an administrator’s policy' : `an administrator’s policy: ${barred}`,
  (stage) => {
    describe.skipIf(barred !== undefined)('in a profile whose user has chosen', () => {
      let profile: Awaited<ReturnType<typeof makeProfile>> | undefined;

      async function within(
        policy: Readonly<Record<string, unknown>> | undefined,
        use: (driver: BrowserDriver) => Promise<void>,
      ): Promise<void> {
        const { kind, lab } = stage();
        profile ??= await makeProfile();
        const driver = await launch(kind, {
          lab,
          profile: profile.folder,
          ...(policy ? { policy } : {}),
        });
        try {
          await use(driver);
        } finally {
          await driver.close();
        }
      }

      it('is obeyed, shown locked, and wins over what the user chose', async () => {
        await within(undefined, async (driver) => {
          await driver.asExtension((settings) => chrome.storage.local.set({ settings }), OWN);
          await visited(driver, `https://${WATCHED}/`);
          await vi.waitFor(async () => expect(await storedIncident(driver, WATCHED)).toBeDefined(), soon);
          await options(driver, []);
        });
        await within(POLICY, async (driver) => {
          const shown = await options(driver, Object.keys(POLICY));
          expect(shown.problems).toEqual([]);
          expect(shown.parts).toMatchObject({
            keepDays: 'Until the browser is closed',
            ignoredHosts: IGNORED,
            onlyHosts: POLICY.onlyHosts.join('|'),
            showRecovered: '(locked) ',
            watchSuspected: '(locked) ',
            welcomePage: 'It does not open after the installation.',
            contacts: `*.nginx-gateway.test|web-team@corp.example|${WITH_PAGE}|https://desk.corp.example/new`,
          });

          await vi.waitFor(async () => expect(await storedIncident(driver, WATCHED)).toBeUndefined(), soon);
          const ignored = await visited(driver, `https://${IGNORED}/`);
          const notChosen = await visited(driver, `https://${NOT_CHOSEN}/`);
          const recovered = await visited(driver, 'https://www.pair.test/');
          const suspected = await visited(driver, SUSPECTED?.url ?? '');
          const withPage = await visited(driver, `https://${WITH_PAGE}/`);
          const watched = await visited(driver, `https://${WATCHED}/`);
          // What comes after them all is marked, so they were looked at by then.
          for (const tab of [withPage, watched]) {
            await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('1'), soon);
          }
          for (const tab of [ignored, notChosen, recovered, suspected]) {
            expect(await badge(driver, tab.id)).toBe('');
          }
          expect(await popupText(driver, ignored.id)).toContain(
            `${IGNORED} is on the list of hosts to ignore`,
          );
          expect(await popupText(driver, notChosen.id)).toContain(`${NOT_CHOSEN} is not one of them`);
          expect(await popupText(driver, recovered.id)).toContain('Nothing is known of requests to others.');
          expect(await addressed(driver, watched.id)).toBe('web-team@corp.example');
          expect(await addressed(driver, withPage.id)).toBe('https://desk.corp.example/new');
          const history = await driver.extensionPage('src/pages/history/index.html');
          await vi.waitFor(async () => expect(await shownIncidents(history)).not.toEqual([]), soon);
          const hosts = (await shownIncidents(history)).map(({ host }) => host);
          expect(hosts.toSorted()).toEqual([WITH_PAGE, WATCHED].toSorted());
        });
      });

      it('is gone when it is taken away: what the user chose is back', async () => {
        // Chromium 156 forgets a policy that went while it did not run only when it reads another one of Missent.
        const rest = stage().kind === 'chrome' ? { welcomePage: true } : undefined;
        await within(rest, async (driver) => {
          const shown = await options(driver, Object.keys(rest ?? {}));
          expect(shown.parts).toMatchObject({
            keepDays: '7',
            ignoredHosts: 'own.example',
            showRecovered: 'on',
            watchSuspected: 'on',
          });
          const tab = await visited(driver, `https://${NOT_CHOSEN}/`);
          await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('1'), soon);
          expect(await storedIncident(driver, WATCHED)).toBeUndefined();
        });
      });

      it('of wrong values has them named and ignored, one by one', async () => {
        await within({ ...WRONG, ...MISTYPED }, async (driver) => {
          const shown = await options(driver, ['contacts', 'ignoredHosts']);
          expect(shown.problems.toSorted()).toEqual(
            [
              ...['contacts[0].mail', 'contacts[1].url', 'contacts[2]', 'ignoredHosts[1]'],
              ...['keepDays', 'onlyHosts'],
              // Chrome drops what does not fit the schema, and says so nowhere.
              ...(driver.kind === 'firefox' ? Object.keys(MISTYPED) : []),
            ].toSorted(),
          );
          expect(shown.parts).toMatchObject({
            keepDays: '7',
            ignoredHosts: 'ignored.example',
            contacts: 'd.example|d@corp.example',
            showRecovered: 'on',
          });
        });
        await profile?.remove();
      });
    });

    it.skipIf(barred !== undefined)('keeps the welcome page away from a first run', async () => {
      const { kind, lab } = stage();
      const driver = await launch(kind, { lab, policy: { welcomePage: false, keepDays: 14 } });
      try {
        const shown = await options(driver, ['keepDays', 'welcomePage']);
        expect(shown.parts).toMatchObject({ keepDays: '14 days' });
        await driver.installAnew();
        const tab = await visited(driver, `https://${WATCHED}/`);
        await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('1'), soon);
        expect(await welcomes(driver)).toBe(0);
      } finally {
        await driver.close();
      }
    });
  },
  [...gateways, ...sharedConnection, suspectedPages],
);

// Pages that were there before Missent watched.
import type { Site } from '../../lab/site.js';
import { page, pixel } from '../../lab/sites/pages.js';
import { apache421, nginx421 } from '../../lab/sites/recorded.js';
import { CALM, inBothBrowsers, type Situations, words } from './situation.js';

const HOST = 'www.earlier.test';
const EMPTY_HOST = 'empty.earlier.test';
const PART_HOST = 'part.earlier.test';
const FRAME_HOST = 'frame.earlier.test';
const at = (path: string, host = HOST): string => `https://${host}${path}`;
const NOT_WATCHED = words('popup_unwatched_title');
const CALM_WORDS = words('popup_nothing_title');
const STATUS_200 = `${words('popup_unwatched_status')} 200`;

const site: Site = {
  id: 'earlier-pages',
  title: 'Pages that were open before',
  story: 'Good pages and refused ones, for a browser that gets the extension later.',
  hosts: {
    [HOST]: (request) => {
      switch (request.path) {
        case '/refused':
          return apache421(request.host);
        case '/part':
          return page('With a refused part', '<img src="/refused" alt="">');
        case '/other-part':
          return page('With a refused part of another host', `<img src="${at('/', PART_HOST)}" alt="">`);
        case '/frame':
          return page('With a refused frame', `<iframe src="${at('/', FRAME_HOST)}"></iframe>`);
        default:
          return page('Good', '<img src="/dot.gif" alt="">');
      }
    },
    [EMPTY_HOST]: () => ({ status: 421, headers: [['server', 'Caddy']], body: '' }),
    [PART_HOST]: nginx421,
    [FRAME_HOST]: nginx421,
    'dot.earlier.test': () => pixel,
  },
  visits: [],
  expect: { chrome: [], firefox: [] },
};

/** A page that is there when the extension comes. */
const openBefore = (url: string, title: string, expect: Situations['situations'][number]['expect']) => ({
  title,
  arrange: async ({ driver }: Parameters<Situations['situations'][number]['arrange']>[0]) => {
    // Not seen by the life before either.
    await driver.setAccess(false);
    const tab = await driver.newTab();
    await tab.visit(url);
    await driver.setAccess(true);
    await driver.reloadExtension();
    return tab.id;
  },
  expect,
});

export const earlierPages: Situations = {
  sites: [site],
  situations: [
    openBefore(
      at('/'),
      'a good page that was open before',
      inBothBrowsers({
        badge: '',
        incidents: {},
        says: [NOT_WATCHED, STATUS_200],
        never: [CALM_WORDS],
      }),
    ),
    openBefore(
      at('/refused'),
      'a refused page that was open before',
      inBothBrowsers({
        badge: '1',
        incidents: { [HOST]: { status: 'misdirected' } },
        says: [words('popup_unwatched_now')],
      }),
    ),
    openBefore(
      at('/part'),
      'a page that was open before, with a refused part of its own origin',
      inBothBrowsers({
        badge: '1',
        incidents: { [HOST]: { status: 'misdirected' } },
      }),
    ),
    openBefore(
      at('/frame'),
      'a page that was open before, with a refused frame of another origin',
      inBothBrowsers({
        badge: '1',
        incidents: { [FRAME_HOST]: { status: 'misdirected' } },
      }),
    ),
    openBefore(at('/other-part'), 'a page that was open before, with a refused picture of another origin', {
      chrome: {
        badge: '',
        incidents: {},
        says: [NOT_WATCHED, STATUS_200, 'not fully known'],
        never: [CALM_WORDS],
      },
      // Firefox gives an extension's script the status of any origin's part, Chromium only where the part allows it.
      firefox: { badge: '1', incidents: { [PART_HOST]: { status: 'misdirected' } } },
    }),
    openBefore(at('/', EMPTY_HOST), 'an empty 421 that was open before', {
      // The browser's own error page, which no script may enter.
      chrome: {
        badge: '',
        incidents: {},
        says: [NOT_WATCHED, words('popup_unwatched_unknown')],
        never: [CALM_WORDS],
      },
      firefox: { badge: '1', incidents: { [EMPTY_HOST]: { status: 'misdirected' } } },
    }),
    {
      title: 'a page that was open before, loaded again by the popup’s button',
      arrange: async ({ driver }) => {
        const tab = await driver.newTab();
        await tab.visit(at('/'));
        await driver.reloadExtension();
        const popup = await driver.popup(tab.id);
        await popup.run(() => document.querySelector<HTMLElement>('main .button-strong')?.click());
        await popup.waitFor('[data-host-label="delivered"]');
        await popup.close();
        return tab.id;
      },
      expect: inBothBrowsers(CALM),
    },
    {
      title: 'back to a page that was open before (back/forward cache)',
      arrange: async ({ driver }) => {
        const tab = await driver.newTab();
        await tab.visit(at('/'));
        await driver.reloadExtension();
        await tab.visit(at('/next'));
        await tab.run(() => setTimeout(() => history.back()));
        await tab.waitFor('img');
        return tab.id;
      },
      expect: inBothBrowsers({ badge: '', incidents: {}, says: [NOT_WATCHED], never: [CALM_WORDS] }),
    },
    {
      title: 'back to a page that was watched (back/forward cache)',
      arrange: async ({ driver }) => {
        const tab = await driver.newTab();
        await tab.visit(at('/'));
        await tab.visit(at('/next'));
        await tab.run(() => setTimeout(() => history.back()));
        await tab.waitFor('img');
        return tab.id;
      },
      expect: inBothBrowsers(CALM),
    },
    {
      title: 'a page that was opened while access was taken away, after it was given back',
      arrange: async ({ driver }) => {
        await driver.setAccess(false);
        const tab = await driver.newTab();
        await tab.visit(at('/'));
        await driver.setAccess(true);
        return tab.id;
      },
      expect: inBothBrowsers({
        badge: '',
        incidents: {},
        says: [NOT_WATCHED, STATUS_200],
        never: [CALM_WORDS],
      }),
    },
    {
      title: 'a page that was watched, after access was taken away and given back',
      arrange: async ({ driver }) => {
        const tab = await driver.newTab();
        await tab.visit(at('/'));
        await driver.setAccess(false);
        await driver.setAccess(true);
        return tab.id;
      },
      expect: inBothBrowsers({ badge: '', incidents: {}, says: [NOT_WATCHED], never: [CALM_WORDS] }),
    },
  ],
};

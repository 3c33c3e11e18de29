// Which document a response belongs to, and which tab shows a 421.
import { expect } from 'vitest';
import type { LabRequest, Reply, Site } from '../../lab/site.js';
import { page } from '../../lab/sites/pages.js';
import { nginx421 } from '../../lab/sites/recorded.js';
import type { DrivenTab } from '../drivers/index.js';
import type { Stage } from '../stage.js';
import { CALM, type Claim, inBothBrowsers, type Situations, words } from './situation.js';

const AHEAD = 'www.ahead.test';
const AHEAD_PART = 'part.ahead.test';
const HISTORY = 'www.through-history.test';
const HISTORY_PART = 'part.through-history.test';
const STORED = 'www.stored.test';
const STORED_NEW = 'new.stored.test';
const HOP = 'hop.redirected.test';
const LANDING = 'www.redirected.test';
const DOWNLOAD = 'www.download.test';
const FILE = 'file.download.test';
const EMPTY = 'www.empty-next.test';
const RELOADED = 'www.reloaded.test';
const ROUTED = 'www.routed.test';
const RELOADED_PART = 'part.reloaded.test';

const rules = (kind: 'prefetch' | 'prerender', path: string): string =>
  `<script type="speculationrules">{"${kind}":[{"source":"list","urls":["${path}"],"eagerness":"immediate"}]}</script>
  <a href="${path}">On</a>`;

/** The link's page is prerendered for a tab of its own. */
const rulesForNewTab = (path: string): string =>
  `<script type="speculationrules">{"prerender":[{"source":"list","urls":["${path}"],"eagerness":"immediate","target_hint":"_blank"}]}</script>
  <a href="${path}" target="_blank" rel="noopener">On</a>`;

const storable = (request: LabRequest): Reply => {
  const reply = nginx421(request);
  return { ...reply, headers: [...reply.headers, ['cache-control', 'max-age=600']] };
};

const attachment = (request: LabRequest): Reply => ({
  ...nginx421(request),
  headers: [
    ['server', 'nginx'],
    ['content-type', 'application/octet-stream'],
    ['content-disposition', 'attachment; filename="file.bin"'],
  ],
});

/** What the server was asked for comes late: the title says so. */
const saysAsked = (script: string): string =>
  `<script>${script}.finally(() => { document.title = 'asked'; });</script>`;

const site: Site = {
  id: 'documents',
  title: 'Documents and the tabs that show them',
  story: 'Pages that are asked for ahead, left and come back to.',
  hosts: {
    [AHEAD]: (request) => {
      switch (request.path) {
        case '/prefetch':
          return page('Asks ahead for a refused page', rules('prefetch', '/refused'));
        case '/prerender':
          return page('Prerenders a refused page', rules('prerender', '/refused'));
        case '/prerender-part':
          return page('Prerenders a page with a refused part', rules('prerender', '/with-part'));
        case '/prerender-new-tab':
          return page('Prerenders a page with a refused part for a new tab', rulesForNewTab('/new-tab'));
        case '/new-tab':
        case '/with-part':
          return page(
            'With a refused part',
            saysAsked(`fetch('https://${AHEAD_PART}/', { mode: 'no-cors' })`),
          );
        case '/refused':
          return nginx421(request);
        default:
          return page('Good', '');
      }
    },
    [AHEAD_PART]: nginx421,
    [HISTORY]: (request) => {
      if (request.path === '/refused') return nginx421(request);
      return request.path === '/with-part'
        ? page('With a refused part', `<img src="https://${HISTORY_PART}/" alt="">`)
        : page('Good', '');
    },
    [HISTORY_PART]: nginx421,
    [STORED]: storable,
    [STORED_NEW]: storable,
    [HOP]: ({ path }) =>
      path === '/plain'
        ? page('A host that sends one type as a rule', '')
        : {
            status: 302,
            headers: [
              ['location', `https://${LANDING}/`],
              // The trace that Firefox leaves of a hidden 421.
              ['content-type', 'text/html; charset=iso-8859-1,text/html'],
            ],
            body: '',
          },
    [LANDING]: () => page('Landed', ''),
    [DOWNLOAD]: (request) =>
      request.path === '/file'
        ? attachment(request)
        : page(
            'Offers files',
            `<a id="attachment" href="https://${FILE}/">Attachment</a><a id="download" href="/file" download>Download</a>`,
          ),
    [FILE]: attachment,
    [RELOADED]: ({ path }) =>
      path === '/never'
        ? { ...page('Comes late', ''), hold: new Promise(() => {}) }
        : page(
            'Good when it is loaded again',
            `<div></div><script>
if (!sessionStorage.seen) document.querySelector('div').innerHTML = '<img src="https://${RELOADED_PART}/"><img src="/never">';
sessionStorage.seen = 'yes';
</script>`,
          ),
    [RELOADED_PART]: nginx421,
    // As a gateway that leads one path to another upstream, which refuses.
    [ROUTED]: (request) => (request.path === '/api' ? nginx421(request) : page('Good', '')),
    [EMPTY]: ({ path }) =>
      path === '/refused' ? { status: 421, headers: [['server', 'Caddy']], body: '' } : page('Good', ''),
  },
  visits: [],
  expect: { chrome: [], firefox: [] },
};

const at = (host: string, path = '/'): string => `https://${host}${path}`;
const misdirected = (badge: string, ...hosts: readonly string[]): Claim => ({
  badge,
  incidents: Object.fromEntries(hosts.map((host) => [host, { status: 'misdirected' as const }])),
});

const notStale = (host: string): Claim => ({
  badge: '1',
  incidents: { [host]: { status: 'misdirected', not: ['stale-response'] } },
});

/** Waits until the lab answered a host so often since `mark`. */
async function asked({ lab }: Stage, mark: number, host: string, times = 1): Promise<void> {
  while (lab.log.of(host, mark).length < times) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** A page that loads another one ahead, as Chrome does: `host` is asked for it. Then what is done with the page. */
const ahead =
  (path: string, host: string, act?: (tab: DrivenTab) => Promise<void>) =>
  async (stage: Stage): Promise<number> => {
    const mark = stage.lab.log.mark();
    const tab = await stage.driver.newTab();
    await tab.visit(at(AHEAD, path));
    if (stage.kind === 'chrome') await asked(stage, mark, host, host === AHEAD ? 3 : 1);
    await act?.(tab);
    return tab.id;
  };

const click = (tab: DrivenTab, selector = 'a'): Promise<void> =>
  tab.run((wanted) => void setTimeout(() => document.querySelector<HTMLElement>(wanted)?.click()), selector);

/** Clicks a link of the page of downloads, which is refused twice; answers with the tab's id. */
async function downloadAsked(stage: Stage, link: string, host: string): Promise<number> {
  const tab = await stage.driver.newTab();
  await tab.visit(at(DOWNLOAD));
  const mark = stage.lab.log.mark();
  await click(tab, link);
  await asked(stage, mark, host, 2);
  return tab.id;
}

/** The latest tab with this in its URL, once there is one. */
async function latestTab({ driver }: Stage, part: string): Promise<number> {
  for (;;) {
    const id = await driver.asExtension(
      async (within) => (await chrome.tabs.query({})).findLast(({ url }) => url?.includes(within))?.id,
      part,
    );
    if (id !== undefined) return id;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Goes back or forward, and waits until the page is there. */
async function go(tab: DrivenTab, by: number, path: string): Promise<void> {
  await tab.run((steps) => void setTimeout(() => history.go(steps)), by);
  for (;;) {
    const here = await tab.run(() => location.pathname).catch(() => '');
    if (here === path) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Visits pages one after the other, then goes through the history. */
const walk =
  (visits: readonly string[], steps: readonly (readonly [by: number, path: string])[] = []) =>
  async ({ driver }: Stage): Promise<number> => {
    const tab = await driver.newTab();
    for (const url of visits) await tab.visit(url);
    for (const [by, path] of steps) await go(tab, by, path);
    return tab.id;
  };

export const documents: Situations = {
  sites: [site],
  situations: [
    {
      title: 'a path that is refused each time, of a host that is well at others',
      arrange: async ({ driver }) => {
        const tab = await driver.newTab();
        for (const path of ['/', '/api', '/', '/api']) await tab.visit(at(ROUTED, path));
        return tab.id;
      },
      expect: inBothBrowsers({
        badge: '1',
        incidents: {
          [ROUTED]: { status: 'misdirected', not: ['balancer-inconsistent', 'origin-pool'] },
        },
      }),
    },
    {
      title: 'a page whose link was prefetched and refused',
      arrange: ahead('/prefetch', AHEAD),
      expect: inBothBrowsers(CALM),
    },
    {
      title: 'a page whose link was prerendered and refused',
      arrange: ahead('/prerender', AHEAD),
      expect: inBothBrowsers(CALM),
    },
    {
      title: 'the refused page itself, after its prefetch',
      arrange: ahead('/prefetch', AHEAD, click),
      expect: inBothBrowsers(misdirected('1', AHEAD)),
    },
    {
      title: 'a page that prerenders another one with a refused part',
      arrange: ahead('/prerender-part', AHEAD_PART),
      expect: inBothBrowsers(CALM),
    },
    {
      title: 'the prerendered page with the refused part, once it is shown',
      arrange: ahead('/prerender-part', AHEAD_PART, click),
      expect: inBothBrowsers(misdirected('1', AHEAD_PART)),
    },
    {
      title: 'a page that prerenders one with a refused part for a new tab',
      arrange: ahead('/prerender-new-tab', AHEAD_PART),
      expect: inBothBrowsers(CALM),
    },
    {
      title: 'the new tab for which a page with a refused part was prerendered, once it is shown',
      arrange: async (stage) => {
        await ahead('/prerender-new-tab', AHEAD_PART, click)(stage);
        return latestTab(stage, '/new-tab');
      },
      expect: inBothBrowsers(misdirected('1', AHEAD_PART)),
    },
    {
      title: 'back to a refused page',
      arrange: walk([at(HISTORY, '/refused'), at(HISTORY)], [[-1, '/refused']]),
      expect: {
        // Out of the HTTP cache, though the response says nothing of being stored.
        chrome: { ...notStale(HISTORY), says: [words('popup_stored')] },
        // Out of the back/forward cache.
        firefox: misdirected('1', HISTORY),
      },
    },
    {
      title: 'back to a refused page whose response may be stored',
      arrange: walk([at(STORED, '/back'), at(HISTORY)], [[-1, '/back']]),
      expect: {
        chrome: { ...notStale(STORED), says: [words('popup_stored')] },
        firefox: misdirected('1', STORED),
      },
    },
    {
      title: 'a new visit to a refused page whose response may be stored',
      arrange: walk([at(STORED_NEW), at(HISTORY), at(STORED_NEW)]),
      expect: {
        chrome: {
          badge: '1',
          incidents: { [STORED_NEW]: { status: 'misdirected', causes: ['stale-response'] } },
          never: [words('popup_stored')],
        },
        // Stores no 421.
        firefox: notStale(STORED_NEW),
      },
    },
    {
      title: 'back to a good page with a refused part',
      arrange: walk([at(HISTORY, '/with-part'), at(HISTORY)], [[-1, '/with-part']]),
      expect: inBothBrowsers(misdirected('1', HISTORY_PART)),
    },
    {
      title: 'back to a good page from a refused one',
      arrange: walk([at(HISTORY), at(HISTORY, '/refused')], [[-1, '/']]),
      expect: inBothBrowsers(CALM),
    },
    {
      title: 'the landing page of a redirect that a hidden 421 came before',
      arrange: walk([at(HOP, '/plain'), at(HOP)]),
      expect: {
        chrome: CALM,
        firefox: { badge: '1', incidents: { [HOP]: { status: 'recovered' } } },
      },
    },
    {
      title: 'a page after whose link a refused attachment came',
      arrange: (stage) => downloadAsked(stage, '#attachment', FILE),
      expect: {
        // Shows its error page in the same tab.
        chrome: misdirected('1', FILE),
        firefox: CALM,
      },
    },
    {
      title: 'the tab in which the browser shows that an attachment was refused',
      arrange: async (stage) => {
        await downloadAsked(stage, '#attachment', FILE);
        return latestTab(stage, FILE);
      },
      expect: inBothBrowsers(misdirected('1', FILE)),
    },
    {
      title: 'a page whose download link was refused',
      arrange: (stage) => downloadAsked(stage, '#download', DOWNLOAD),
      expect: {
        // Shows the failed download in its list, and the page stays.
        chrome: misdirected('1', DOWNLOAD),
        // Shows its error page in a tab of its own.
        firefox: CALM,
      },
    },
    {
      title: 'a good page, loaded again while it was still loading with a refused part',
      arrange: async ({ driver }) => {
        const tab = await driver.newTab();
        // Not visited: its load event never comes.
        await driver.asExtension((id, url) => chrome.tabs.update(id, { url }), tab.id, at(RELOADED));
        const badge = () => driver.asExtension((id) => chrome.action.getBadgeText({ tabId: id }), tab.id);
        await expect.poll(badge).toBe('1');
        await driver.asExtension((id) => chrome.tabs.reload(id), tab.id);
        return tab.id;
      },
      expect: inBothBrowsers(CALM),
    },
    {
      title: 'an empty 421 after a page with a refused part',
      arrange: walk([at(HISTORY, '/with-part'), at(EMPTY, '/refused')]),
      expect: inBothBrowsers(misdirected('1', EMPTY)),
    },
  ],
};

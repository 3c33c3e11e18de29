import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from '../../lab/site.js';
import { findBrowser } from '../drivers/index.js';
import { type Inspection, inspect, MEASURED, PICTURED, withoutJapanese } from '../pages/inspect.js';
import { type Look, type StageBrowser, startStageBrowser } from './look.js';
import { type PageServer, servePages } from './serve.js';

const IGNORED = [
  '*.shop.example',
  'tools.example',
  '192.0.2.10',
  '[2001:db8::1]',
  'xn--bcher-kva.example',
  `${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(60)}.example`,
];
const ORIGIN_SNI = 'normal|https://shop.example';

/** Every page in each of its states. */
const STATES: Readonly<Record<string, Look>> = {
  welcome: { page: 'welcome' },
  'welcome-no-access': { page: 'welcome', access: 'no' },
  learn: { page: 'learn' },
  options: { page: 'options' },
  'options-chosen': {
    page: 'options',
    settings: { keepDays: 0, theme: 'dark', showRecovered: false, ignoredHosts: IGNORED },
  },
  'options-no-shortcut': { page: 'options', parameters: { shortcut: 'none' } },
  'history-empty': { page: 'history' },
  'history-nothing-kept': { page: 'history', settings: { keepDays: 0 } },
  'history-few': { page: 'history', scene: 'few' },
  'history-unkept': { page: 'history', scene: 'few', settings: { keepDays: 0 } },
  'history-assorted': { page: 'history', scene: 'assorted' },
  'history-second-page': { page: 'history', scene: 'many', parameters: { page: '2', order: 'host' } },
  'history-no-match': { page: 'history', scene: 'few', parameters: { q: 'nothing like it' } },
  'history-hidden': { page: 'history', scene: 'assorted', settings: { showRecovered: false } },
  full: { page: 'history', scene: 'assorted', parameters: { id: ORIGIN_SNI } },
  'full-gone': { page: 'history', parameters: { id: 'normal|https://gone.example' } },
};

/** What a user's click or choice opens, by the state it is opened in. */
const OPENED: Readonly<Record<string, readonly [state: string, open: () => void]>> = {
  'history-export': [
    'history-few',
    () => document.querySelector<HTMLElement>('.actions-buttons button:nth-of-type(1)')?.click(),
  ],
  'history-delete': [
    'history-few',
    () => document.querySelector<HTMLElement>('.actions-buttons button:nth-of-type(3)')?.click(),
  ],
  'options-doubt': [
    'options-old',
    () => document.querySelector<HTMLElement>('.choice input[value="7"]')?.click(),
  ],
  'options-reset': [
    'options-chosen',
    () => document.querySelector<HTMLElement>('.setting:last-child .button')?.click(),
  ],
};
const ALL: Readonly<Record<string, Look>> = { ...STATES, 'options-old': { page: 'options', scene: 'old' } };

interface Row {
  readonly kind: BrowserName;
  readonly opened: readonly string[];
  /** States that are also measured with their words in every language. */
  readonly wordy: readonly string[];
  /** States that are also drawn in narrow windows: 640 is 1280 at 200 %, 320 is 1280 at 400 % (WCAG 1.4.10). */
  readonly narrow: readonly string[];
  readonly forced: readonly string[];
}

const TIGHT = ['welcome-no-access', 'learn', 'options-chosen', 'history-assorted', 'full'];

/** Every state in both browsers; what else they are put to where it differs. */
const TABLE: readonly Row[] = [
  {
    kind: 'chrome',
    opened: Object.keys(OPENED),
    wordy: TIGHT,
    narrow: [...TIGHT, 'history-empty'],
    forced: TIGHT,
  },
  {
    kind: 'firefox',
    opened: ['history-delete', 'options-doubt'],
    wordy: ['options-chosen', 'history-assorted'],
    narrow: TIGHT,
    forced: ['full'],
  },
];

let server: PageServer;
beforeAll(async () => {
  server = await servePages();
});
afterAll(() => server.close());

/** Boxes that scroll by themselves, and take the focus for it; where lines wrap, spaces hang over. */
const scrolls = (fault: string): boolean =>
  /^clipped: <ul class="hosts/.test(fault) || fault.includes('<pre class="report-lines"');

describe.each(TABLE)('the pages in $kind', ({ kind, opened, wordy, narrow, forced }) => {
  const found = findBrowser(kind);
  if ('missing' in found) {
    it.skip(`skipped: ${found.missing}`);
    return;
  }
  let browser: StageBrowser;
  beforeAll(async () => {
    browser = await startStageBrowser(kind, 'light', server);
  });
  afterAll(() => browser.close());

  /** Draws, photographs, measures, and lets axe look. */
  async function check(
    state: string,
    look: Partial<Look>,
    more: Pick<Inspection, 'name'> & Partial<Inspection>,
    open?: () => void,
  ): Promise<void> {
    const first = ALL[state];
    if (!first) throw new Error(`no state ${state}`);
    const stage = await browser.show({ ...first, ...look });
    if (open) {
      await stage.page.evaluate(open);
      await stage.page.waitForSelector('.ask');
    }
    expect(await inspect(stage, { pictured: ['plain'], measured: [], excused: scrolls, ...more })).toEqual(
      [],
    );
  }

  it.each(Object.keys(STATES))('is sound and accessible: %s', (state) =>
    check(state, {}, { name: state, pictured: PICTURED, measured: wordy.includes(state) ? MEASURED : [] }),
  );

  if (withoutJapanese !== undefined) {
    console.warn(`SKIPPED: the pages in Japanese: ${withoutJapanese}`);
    it.skip(`in Japanese: ${withoutJapanese}`);
  }

  it.each(opened)('asks in the page: %s', (name) => {
    const [state, open] = OPENED[name] ?? ['', () => {}];
    return check(state, {}, { name, pictured: PICTURED }, open);
  });

  it.each(narrow)('holds at 640 and 320 pixels: %s', async (state) => {
    await check(state, { width: 640 }, { name: `${state}-640`, measured: MEASURED });
    await check(state, { width: 320 }, { name: `${state}-320` });
  });

  it.each(forced)('holds in forced colours: %s', (state) =>
    check(state, { colours: 'forced' }, { name: state, colours: 'forced' }),
  );
});

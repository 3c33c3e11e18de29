import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../fixtures/explained/samples.js';
import { recordedHar, recording } from '../../fixtures/netlog/recordings.js';
import type { BrowserName } from '../../lab/site.js';
import { chooseFile } from '../choose-file.js';
import { type Inspection, inspect, MEASURED, PICTURED, withoutFonts } from './inspect.js';
import { openedIn, servedPages } from './of-pages.js';
import { type Look, openTabs } from './tab-stage.js';

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
  'welcome-no-access': { page: 'welcome', access: 'none' },
  'options-no-access': { page: 'options', access: 'some' },
  'history-no-access': { page: 'history', access: 'none' },
  learn: { page: 'learn' },
  options: { page: 'options' },
  'options-chosen': {
    page: 'options',
    settings: { keepDays: 0, theme: 'dark', showRecovered: false, ignoredHosts: IGNORED },
  },
  'options-policy': {
    page: 'options',
    policy: {
      keepDays: 14,
      ignoredHosts: IGNORED,
      onlyHosts: ['corp.example', '*.corp.example'],
      showRecovered: true,
      watchSuspected: false,
      welcomePage: false,
      contacts: [
        { hosts: ['shop.corp.example', 'www.corp.example'], mail: 'shop-team@corp.example' },
        { hosts: ['*.corp.example'], url: `https://desk.corp.example/new?kind=${'x'.repeat(120)}` },
        { hosts: ['two hosts'], mail: 'nobody' },
      ],
      keepHours: 3,
      ['<b>'.repeat(30)]: { '<img src=x onerror=alert(1)>': '\u202e' },
    },
  },
  'options-no-shortcut': { page: 'options', parameters: { shortcut: 'none' } },
  'options-private': { page: 'options', parameters: { private: '' } },
  'history-private': { page: 'history', scene: 'few', parameters: { private: '' } },
  'history-empty': { page: 'history' },
  'history-nothing-kept': { page: 'history', settings: { keepDays: 0 } },
  'history-few': { page: 'history', scene: 'few' },
  'history-unkept': { page: 'history', scene: 'few', settings: { keepDays: 0 } },
  'history-assorted': { page: 'history', scene: 'assorted' },
  'history-second-page': { page: 'history', scene: 'many', parameters: { page: '2', order: 'host' } },
  'history-no-match': { page: 'history', scene: 'few', parameters: { q: 'nothing like it' } },
  'history-hidden': { page: 'history', scene: 'assorted', settings: { showRecovered: false } },
  log: { page: 'history', parameters: { log: '' } },
  paste: { page: 'history', parameters: { paste: '' } },
  'panel-empty': { page: 'panel' },
  'panel-refused': { page: 'panel', parameters: { har: 'chromium-own-connection' } },
  'panel-connections': { page: 'panel', parameters: { har: 'chromium-coalesced' } },
  'panel-addresses': { page: 'panel', parameters: { har: 'firefox-coalesced' } },
  full: { page: 'history', scene: 'assorted', parameters: { id: ORIGIN_SNI } },
  'full-gone': { page: 'history', parameters: { id: 'normal|https://gone.example' } },
};

interface Opened {
  /** That it is opened in. */
  readonly state: string;
  readonly open: (page: Page) => Promise<void>;
  /** What comes then. */
  readonly comes: string;
}

const asked = (state: string, button: string): Opened => ({
  state,
  open: (page) => page.evaluate((what) => document.querySelector<HTMLElement>(what)?.click(), button),
  comes: '.prompt',
});

/** A log, chosen as with the browser's file dialog. */
const chosen = (name: string, log: string | Uint8Array, comes = '.case-folds .incident-more'): Opened => ({
  state: 'log',
  open: (page) => page.evaluate(chooseFile, '.choose-file', name, Buffer.from(log).toString('base64')),
  comes,
});

/** A text with a 421 in it, chosen as a file, which fills the field as a paste does. */
const text = (written: string, comes: string): Opened => ({
  state: 'paste',
  open: (page) =>
    page.evaluate(chooseFile, '.choose-file', 'response.txt', Buffer.from(written).toString('base64')),
  comes,
});

/** A text whose URL is known, explained. */
const explained = (written: string): Opened => {
  const found = text(written, '.explain-url');
  return {
    ...found,
    open: async (page) => {
      await found.open(page);
      await page.waitForSelector('.explain-url [type="submit"]');
      await page.evaluate(() => document.querySelector<HTMLElement>('.explain-url [type="submit"]')?.click());
    },
    comes: '.explain [data-incident]',
  };
};

const PASTED = 'HTTP/2 421 \nserver: nginx\nset-cookie: session=1\n\n';

/** What a user's click or choice opens, by the state it is opened in. */
const OPENED: Readonly<Record<string, Opened>> = {
  'history-export': asked('history-few', '.actions-buttons button:nth-of-type(1)'),
  'history-delete': asked('history-few', '.actions-buttons button:last-of-type'),
  'full-mail': {
    state: 'full',
    open: (page) =>
      page.evaluate(() => document.querySelector<HTMLElement>('.report-formats [value="mail"]')?.click()),
    comes: '.report-mail',
  },
  'options-doubt': asked('options-old', '.choice input[value="7"]'),
  'options-reset': asked('options-chosen', '[aria-labelledby="setting-all"] .button'),
  'log-coalesced': chosen('net-export.json', recording('coalesced').log),
  'log-own-connection': chosen('net-export.json', recording('own-connection').log),
  'log-quiet': chosen('net-export.json', recording('quiet').log, '.log-part'),
  'log-cut': chosen('net-export.json', recording('burst').log.subarray(0, -20_000), '.case-folds li'),
  'log-har': chosen('shop.har', recordedHar('chromium-own-connection').har),
  'log-har-addresses': chosen('shop.har', recordedHar('firefox-coalesced').har, '.log-part'),
  'log-refused': chosen('holiday.json', '{"photos":[]}', '.prompt'),
  'paste-found': text(PASTED, '.explain-url select'),
  'paste-several': text(
    sampleOf('curl-verbose').text + sampleOf('curl-verbose-other-host').text,
    '.explain-several',
  ),
  'paste-refused': text('It does not work since Tuesday.', '.explain .prompt'),
  'paste-explained': explained(sampleOf('curl-verbose').text),
  // The button without a URL.
  'paste-url-missing': {
    ...explained(PASTED),
    comes: '.explain-wrong',
  },
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

const TIGHT = [
  'welcome-no-access',
  'learn',
  'options-chosen',
  'options-policy',
  'history-assorted',
  'log',
  'paste',
  'panel-refused',
  'full',
];

/** Every state in both browsers; what else they are put to where it differs. */
const TABLE: readonly Row[] = [
  {
    kind: 'chrome',
    opened: Object.keys(OPENED),
    wordy: [...TIGHT, 'log-coalesced', 'log-cut'],
    narrow: [...TIGHT, 'history-empty'],
    forced: TIGHT,
  },
  {
    kind: 'firefox',
    opened: [
      ...['history-delete', 'full-mail', 'options-doubt', 'log-coalesced', 'log-har-addresses'],
      'paste-found',
    ],
    wordy: ['options-chosen', 'history-assorted', 'log-coalesced'],
    narrow: TIGHT,
    forced: ['full'],
  },
];

const server = servedPages();

/**
 * Boxes that scroll by themselves, and take the focus for it; where lines wrap, spaces hang over. Slim bars have their
 * equal in the table below them (WCAG 2.5.8, Equivalent).
 */
const allowed = (fault: string): boolean =>
  /^clipped: <ul class="hosts/.test(fault) ||
  fault.includes('<pre class="report-lines"') ||
  /^a target of \d+ by \d+: <button class="bars-pick">/.test(fault);

describe.each(TABLE)('the pages in $kind', ({ kind, opened, wordy, narrow, forced }) => {
  const browser = openedIn(kind, () => openTabs(kind, 'light', server()));

  /** Draws, photographs, measures, and lets axe look. */
  async function check(
    state: string,
    look: Partial<Look>,
    more: Pick<Inspection, 'name'> & Partial<Inspection>,
    opened?: Opened,
  ): Promise<void> {
    const first = ALL[state];
    if (!first) throw new Error(`no state ${state}`);
    const stage = await browser().show({ ...first, ...look });
    if (opened) {
      await opened.open(stage.page);
      await stage.page.waitForSelector(opened.comes, { timeout: 30_000 });
    }
    expect(await inspect(stage, { pictured: ['plain'], measured: [], excused: allowed, ...more })).toEqual(
      [],
    );
  }

  it.each(Object.keys(STATES))('is sound and accessible: %s', (state) =>
    check(state, {}, { name: state, pictured: PICTURED, measured: wordy.includes(state) ? MEASURED : [] }),
  );

  for (const { name, why } of withoutFonts) {
    console.warn(`SKIPPED: the pages in ${name}: ${why}`);
    it.skip(`in ${name}: ${why}`);
  }

  it.each(opened)('is sound and accessible once it is opened: %s', (name) => {
    const one = OPENED[name];
    if (!one) throw new Error(`nothing opens ${name}`);
    const measured = wordy.includes(name) ? MEASURED : [];
    return check(one.state, {}, { name, pictured: PICTURED, measured }, one);
  });

  it.each(opened.filter((name) => name === 'log-coalesced'))('holds at 320 pixels: %s', (name) =>
    check('log', { width: 320 }, { name: `${name}-320` }, OPENED[name]),
  );

  it.each(narrow)('holds at 640 and 320 pixels: %s', async (state) => {
    await check(state, { width: 640 }, { name: `${state}-640`, measured: MEASURED });
    await check(state, { width: 320 }, { name: `${state}-320` });
  });

  it.each(forced)('holds in forced colours: %s', (state) =>
    check(state, { colours: 'forced' }, { name: state, colours: 'forced' }),
  );
});

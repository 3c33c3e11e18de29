import type { Browser, CDPSession, Page } from 'puppeteer-core';
import type { BrowserName } from '../../lab/site.js';
import { bidiOf, inBrowserScope } from '../drivers/bidi.js';

export type Scheme = 'light' | 'dark';
/** `forced`: the system's own few colours, as in Windows' contrast themes. */
export type Colours = 'free' | 'forced';

/** Changes the scheme and the colours that a page finds, in the page as it stands. */
export type Dress = (page: Page, scheme: Scheme, colours?: Colours) => Promise<void>;

export const appearanceOf = (kind: BrowserName, browser: Browser): Dress =>
  kind === 'chrome' ? chromiumAppearance() : firefoxAppearance(browser);

function chromiumAppearance(): Dress {
  const sessions = new WeakMap<Page, CDPSession>();
  return async (page, scheme, colours = 'free') => {
    const session = sessions.get(page) ?? (await page.createCDPSession());
    sessions.set(page, session);
    // Puppeteer's own call does not know forced-colors.
    await session.send('Emulation.setEmulatedMedia', {
      features: [
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
        { name: 'forced-colors', value: colours === 'forced' ? 'active' : 'none' },
      ],
    });
  };
}

/** Firefox has preferences for it, which reach open pages. They hold for the whole browser. */
const PREFERENCES = {
  scheme: 'layout.css.prefers-color-scheme.content-override',
  colours: 'browser.display.document_color_use',
} as const;
const SCHEMES: Readonly<Record<Scheme, number>> = { dark: 0, light: 1 };
/** 0: as the system has it, which is free; 2: always the browser's own. */
const COLOURS: Readonly<Record<Colours, number>> = { free: 0, forced: 2 };
const SET = '(name, value) => Services.prefs.setIntPref(name, Number(value))';

function firefoxAppearance(browser: Browser): Dress {
  const bidi = bidiOf(browser);
  const worn = new Map<string, number>();
  const set = async (name: string, value: number): Promise<void> => {
    if (worn.get(name) === value) return;
    await inBrowserScope(bidi, SET, name, String(value));
    worn.set(name, value);
  };
  return async (page, scheme, colours = 'free') => {
    await set(PREFERENCES.scheme, SCHEMES[scheme]);
    await set(PREFERENCES.colours, COLOURS[colours]);
    // The process that draws the page learns of it a little later.
    await page.waitForFunction(
      (wanted: string, forced: boolean) =>
        matchMedia(`(prefers-color-scheme: ${wanted})`).matches &&
        matchMedia('(forced-colors: active)').matches === forced,
      { timeout: 20_000 },
      scheme,
      colours === 'forced',
    );
  };
}

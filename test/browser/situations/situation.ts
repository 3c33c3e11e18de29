import { setTimeout as sleep } from 'node:timers/promises';
import type { CauseId } from '../../../src/model/cause.js';
import type { Outcome } from '../../../src/model/exchange.js';
import messages from '../../../src/pages/popup/messages.json' with { type: 'json' };
import type { BrowserName, Site } from '../../lab/site.js';
import type { BrowserDriver, DrivenPage } from '../drivers/index.js';
import { shownIncidents, unfold } from '../shown.js';
import type { Stage } from '../stage.js';

/** What a person is to be shown of one tab, and nothing else. */
export interface Claim {
  /** The badge's text. */
  readonly badge: string;
  /** Each incident by its host; `causes`: any of these is right as the first one, left out: any. `not`: none of these is. */
  readonly incidents: Readonly<
    Record<
      string,
      { readonly status: Outcome; readonly causes?: readonly CauseId[]; readonly not?: readonly CauseId[] }
    >
  >;
  /** Parts of the popup's text in English that must be there. */
  readonly says?: readonly string[];
  /** Parts of it that must not. */
  readonly never?: readonly string[];
}

/** Something that happens in a browser, and what may be said of it. */
export interface Situation {
  readonly title: string;
  /** Brings it about; gives the id of the tab to look at. */
  readonly arrange: (stage: Stage) => Promise<number>;
  /** Left out for a browser: not tried there. */
  readonly expect: Readonly<Partial<Record<BrowserName, Claim>>>;
  /** Tidies up after it. */
  readonly afterwards?: (stage: Stage) => Promise<void>;
}

/** Situations, and what the lab serves for them. */
export interface Situations {
  readonly sites: readonly Site[];
  readonly situations: readonly Situation[];
}

export const inBothBrowsers = (claim: Claim): Situation['expect'] => ({ chrome: claim, firefox: claim });

/** The beginning of a text of the popup in English, as far as nothing is put into it. */
export function words(key: keyof typeof messages): string {
  const said = messages[key];
  return ('en' in said ? said.en : '').split('$')[0]?.trim() ?? '';
}

/** Of a page that was watched and has nothing. */
export const CALM: Claim = { badge: '', incidents: {}, says: [words('popup_nothing_title')] };

/** What was said of a tab. */
export interface Said {
  readonly badge: string;
  readonly title: string;
  readonly incidents: readonly string[];
  /** How it differs from what may be said. */
  readonly faults: readonly string[];
}

/** ms for the popup and the badge to say what they should. */
const PATIENCE = 20_000;
/** ms for which it then has to stay so, and for what should not come to have come. */
const STEADY = 800;

/** Opens the popup of a tab and reads it and the badge until they say what they should, and go on saying it. */
export async function look(driver: BrowserDriver, tabId: number, claim: Claim): Promise<Said> {
  const popup = await driver.popup(tabId);
  try {
    const end = Date.now() + PATIENCE;
    let said = await read(driver, popup, tabId, claim);
    for (let right = said.faults.length === 0 ? 1 : 0; right < 2 && Date.now() < end; ) {
      await sleep(right > 0 ? STEADY : 150);
      said = await read(driver, popup, tabId, claim);
      right = said.faults.length === 0 ? right + 1 : 0;
    }
    return said;
  } finally {
    await popup.close();
  }
}

async function read(driver: BrowserDriver, popup: DrivenPage, tabId: number, claim: Claim): Promise<Said> {
  const badge = await driver.asExtension((id) => chrome.action.getBadgeText({ tabId: id }), tabId);
  await unfold(popup);
  const text = await popup.run(() => document.querySelector('main')?.innerText ?? '');
  const title = await popup.run(() => document.querySelector('h1')?.innerText ?? '');
  const shown = await shownIncidents(popup);
  const expected = Object.entries(claim.incidents);
  const faults = [
    ...(badge === claim.badge ? [] : [`the badge says "${badge}", expected "${claim.badge}"`]),
    ...shown
      .filter(({ host }) => !(host in claim.incidents))
      .map(({ host }) => `an incident that should not be: ${host}`),
    ...expected.flatMap(([host, { status, causes, not }]) => {
      const found = shown.find((one) => one.host === host);
      if (!found) return [`no incident of ${host}`];
      return [
        ...(found.status === status ? [] : [`${host} is ${found.status}, expected ${status}`]),
        ...(causes === undefined || causes.some((cause) => cause === found.cause)
          ? []
          : [`${host} is ${found.cause}, expected ${causes.join(' or ')}`]),
        ...(not?.some((cause) => cause === found.cause) ? [`${host} is called ${found.cause}`] : []),
      ];
    }),
    ...(claim.says ?? []).filter((part) => !text.includes(part)).map((part) => `does not say "${part}"`),
    ...(claim.never ?? []).filter((part) => text.includes(part)).map((part) => `says "${part}"`),
  ];
  const incidents = shown.map(
    ({ host, status, cause, confidence }) => `${host} ${status} ${cause} ${confidence}`,
  );
  return { badge, title, incidents, faults };
}

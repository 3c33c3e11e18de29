import { type DrivenPage, findBrowser, launch } from '../../test/browser/drivers/index.js';
import { walk } from '../../test/browser/real/walk.js';
import { type ReadIncident, readIncidents, type ShownIncident } from '../../test/browser/shown.js';
import type { Walk } from '../../test/browser/walk.js';
import { openRealLab, type RealLab } from '../../test/lab/real/lab.js';
import { installed, unmet } from '../../test/lab/real/programs.js';
import type { RealSite } from '../../test/lab/real/site.js';
import { REAL_SITES } from '../../test/lab/real/sites/index.js';
import { type InChromium, startCompared } from './in-chromium.js';
import { byPrograms, versionsOfPrograms } from './programs.js';

/** Ten faults that differ in kind, by their sites of the real lab. */
export const FAULTS = [
  'nginx-no-sni',
  'client-certificate',
  'nginx-pool',
  'apache-shared',
  'balancer-one-of-three',
  'nginx-catch-all',
  'apache-dot',
  'apache-address',
  'haproxy-port',
  'suspected-apache',
] as const;

export interface CompareOptions {
  /** Ids of sites; empty: all ten. */
  readonly only: readonly string[];
  readonly print: (line: string) => void;
}

/** What Missent shows of a site. */
export interface ByMissent {
  readonly incidents: readonly (ShownIncident & Omit<ReadIncident, 'id'>)[];
  /** Rows of "The connection", each with its name. */
  readonly facts: readonly string[];
  /** What is not as the site is labelled; empty: all right. */
  readonly faults: readonly string[];
}

export interface Facts {
  readonly versions: Readonly<Record<string, string>>;
  readonly sites: Readonly<Record<string, object>>;
}

const siteOf = (id: string): RealSite => {
  const site = REAL_SITES.find((one) => one.id === id);
  if (!site) throw new Error(`the real lab has no site ${id}`);
  return site;
};

/** Missent in Firefox, by the driver of the tests. */
async function inFirefox(lab: RealLab, sites: readonly RealSite[], print: CompareOptions['print']) {
  const driver = await launch('firefox', { lab });
  const shown = new Map<string, ByMissent>();
  try {
    for (const site of sites) {
      print(`Firefox: ${site.id}`);
      const scene = await lab.start(site);
      try {
        await walk(driver, lab, site, async (popup, walked) => {
          shown.set(site.id, await readPopup(popup, walked));
        });
      } finally {
        await scene.stop();
      }
    }
    return { version: driver.version, shown };
  } finally {
    await driver.close();
  }
}

/** All that a person can read in a popup that shows what it will. */
export async function readPopup(
  popup: DrivenPage,
  { shown, faults }: Pick<Walk, 'shown' | 'faults'>,
): Promise<ByMissent> {
  const texts = await readIncidents(popup);
  const facts = await popup.run(() =>
    [...document.querySelectorAll('[data-incident] dl.facts dt')].map(
      (name) => `${name.textContent}: ${name.nextElementSibling?.textContent?.replace(/\s+/g, ' ')}`,
    ),
  );
  return {
    incidents: shown.map((one) => {
      const { verdict, evidence, firstStep } = texts.find(({ id }) => id === one.id) ?? NO_TEXT;
      return { ...one, verdict, evidence, firstStep };
    }),
    facts,
    faults,
  };
}
const NO_TEXT = { verdict: '', evidence: [], firstStep: '' } as const;

/** Visits the sites with every tool that is here. */
export async function compare({ only, print }: CompareOptions): Promise<Facts> {
  const wanted = FAULTS.filter((id) => only.length === 0 || only.includes(id)).map(siteOf);
  const sites = wanted.filter(({ id, needs }) => {
    const reason = unmet(needs);
    if (reason !== undefined) print(`SKIPPED: ${id}: ${reason}`);
    return reason === undefined;
  });
  const chrome = findBrowser('chrome');
  if ('missing' in chrome) throw new Error(chrome.missing);
  const lab = await openRealLab(sites);
  try {
    const seen = new Map<string, InChromium & { readonly programs: object }>();
    const chromium = await startCompared({ executable: chrome.path, lab });
    try {
      for (const site of sites) {
        print(`Chromium: ${site.id}`);
        const scene = await lab.start(site);
        try {
          const there = await chromium.visit(site);
          const urls = there.devtools.responses
            .map(({ url }) => url)
            .filter((url) => !url.endsWith('/favicon.ico'));
          seen.set(site.id, { ...there, programs: await byPrograms(site, [...new Set(urls)], lab) });
        } finally {
          await scene.stop();
        }
      }
    } finally {
      await chromium.close();
    }
    const netlog = await chromium.netlog(sites);
    const firefox = 'missing' in findBrowser('firefox') ? undefined : await inFirefox(lab, sites, print);
    return {
      versions: {
        ...chromium.versions,
        ...(firefox ? { firefox: firefox.version } : {}),
        ...(await versionsOfPrograms()),
        ...Object.fromEntries(
          (['apache', 'nginx', 'haproxy'] as const).map((server) => {
            const program = installed(server);
            return [server, 'missing' in program ? program.missing : program.version];
          }),
        ),
      },
      sites: Object.fromEntries(
        sites.map((site) => [
          site.id,
          {
            title: site.title,
            ...seen.get(site.id),
            netlog: netlog.get(site.id),
            missentInFirefox: firefox?.shown.get(site.id),
          },
        ]),
      ),
    };
  } finally {
    await lab.close();
  }
}

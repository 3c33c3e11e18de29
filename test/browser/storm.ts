import { inBoth, type Site } from '../lab/site.js';
import { page } from '../lab/sites/pages.js';
import { nginx421 } from '../lab/sites/recorded.js';
import type { DrivenPage, DrivenTab } from './drivers/index.js';
import type { StoredIncident } from './stored.js';

export const STORM_HOSTS = Array.from({ length: 100 }, (_, n) => `h${n}.storm.test`);
const FROM = 'page.storm.test';

/** A good page, and a hundred hosts that refuse everything. */
export const storm: Site = {
  id: 'storm',
  title: 'A storm of refusals',
  story: 'A good page, from which a test asks a hundred hosts that refuse everything.',
  hosts: {
    [FROM]: () => page('A good page', '<p>Nothing is wrong here.</p>'),
    ...Object.fromEntries(STORM_HOSTS.map((host) => [host, nginx421])),
  },
  visits: [`https://${FROM}/`],
  expect: inBoth(),
};

/** The good page. */
export const STORM_URL = `https://${FROM}/`;

export const visitStorm = (tab: DrivenTab): Promise<void> => tab.visit(STORM_URL);

/** Requests of a storm that are under way at a time. */
export const AT_ONCE = 50;

/** Asks each of the hosts so many times and waits for all responses. The hosts take turns. */
export const blow = (tab: DrivenPage, hosts: readonly string[], times: number): Promise<void> =>
  tab.run(
    async (names, each, atOnce) => {
      const urls = Array.from({ length: each }, (_, n) =>
        names.map((host) => `https://${host}/${Math.random()}-${n}`),
      ).flat();
      const send = async () => {
        for (let url = urls.pop(); url !== undefined; url = urls.pop()) {
          await fetch(url, { mode: 'no-cors', cache: 'no-store' }).catch(() => undefined);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, send));
    },
    hosts,
    times,
    AT_ONCE,
  );

/** How often each of the hosts was counted, in their order. */
export const countsOf = (incidents: readonly StoredIncident[], hosts: readonly string[]): number[] =>
  hosts.map((host) => incidents.find((one) => one.host === host)?.count ?? 0);

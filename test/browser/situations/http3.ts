// What came over HTTP/3.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { installed } from '../../lab/real/programs.js';
import type { Site } from '../../lab/site.js';
import { page } from '../../lab/sites/pages.js';
import type { DrivenTab } from '../drivers/index.js';
import { type Http3Server, startHttp3Server } from '../http3-server.js';
import type { Situations } from './situation.js';

const HOST = 'www.over-h3.test';

const site: Site = {
  id: 'http3',
  title: 'HTTP/3',
  story: 'A host whose other server, at a port of its own, speaks HTTP/3 as well and refuses one page.',
  hosts: { [HOST]: () => page('Not asked', '') },
  visits: [],
  expect: { chrome: [], firefox: [] },
};

/** The protocol of the page's own response, as its timing has it. Runs in the page. */
const protocolHere = (): string => {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming ? navigation.nextHopProtocol : '';
};

/** Visits a good page until the browser, which learns of HTTP/3 from Alt-Svc, uses it. */
async function untilHttp3(tab: DrivenTab, url: string): Promise<void> {
  for (let n = 0; ; n++) {
    await tab.visit(`${url}?${n}`);
    if ((await tab.run(protocolHere)) === 'h3') return;
    await sleep(100);
  }
}

let running: Http3Server | undefined;

export const http3: Situations = {
  sites: [site],
  situations:
    'missing' in installed('caddy')
      ? []
      : [
          {
            title: 'a refusal over HTTP/3 (a real Caddy)',
            arrange: async ({ driver, lab }) => {
              const server = await startHttp3Server(lab, HOST);
              running = server;
              const { port } = server;
              const tab = await driver.newTab();
              await untilHttp3(tab, `https://${HOST}:${port}/`);
              await tab.visit(`https://${HOST}:${port}/refused`);
              // Firefox repeats what was refused over TCP.
              await expect.poll(() => server.protocolsOf('/refused')).toEqual(['HTTP/3.0', 'HTTP/2.0']);
              return tab.id;
            },
            expect: {
              // Chromium learns of HTTP/3 from no server whose authority a user added: see network.spec.ts.
              firefox: {
                badge: '1',
                incidents: { [HOST]: { status: 'misdirected' } },
                says: ['may have used HTTP/3'],
              },
            },
            afterwards: async () => {
              await running?.stop();
            },
          },
        ],
};

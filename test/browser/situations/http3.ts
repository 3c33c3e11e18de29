// What came over HTTP/3, from a real server: Node speaks none.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { expect } from 'vitest';
import { freePort } from '../../lab/real/ports.js';
import { installed } from '../../lab/real/programs.js';
import { Scene } from '../../lab/real/scene.js';
import { startCaddy } from '../../lab/real/servers/caddy.js';
import { type Scratch, scratch } from '../../lab/scratch.js';
import type { Site } from '../../lab/site.js';
import { page } from '../../lab/sites/pages.js';
import type { DrivenTab } from '../drivers/index.js';
import type { Situations } from './situation.js';

const LOGGED = v.object({ request: v.object({ uri: v.string(), proto: v.string() }) });

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

/** Of the requests for a path, as Caddy's log has them: one JSON object a line. */
async function protocolsOf(log: string, path: string): Promise<string[]> {
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  return lines
    .map((line) => v.parse(LOGGED, JSON.parse(line)).request)
    .filter(({ uri }) => uri === path)
    .map(({ proto }) => proto);
}

let running: { readonly scene: Scene; readonly place: Scratch } | undefined;

export const http3: Situations = {
  sites: [site],
  situations:
    'missing' in installed('caddy')
      ? []
      : [
          {
            title: 'a refusal over HTTP/3 (a real Caddy)',
            arrange: async ({ driver, lab }) => {
              const place = await scratch('http3');
              const port = await freePort();
              const scene = new Scene({
                folder: place.folder,
                ...{ httpsPort: port, httpPort: await freePort() },
                caFile: lab.caFile,
                certificates: {},
              });
              running = { scene, place };
              const { chain, key } = lab.certificateOf(HOST);
              const log = `${place.folder}/requests`;
              await startCaddy(
                scene,
                [port],
                `https://${HOST}:${port} {
  tls ${scene.write('chain.pem', chain)} ${scene.write('key.pem', key)}
  log {
    output file ${log}
  }
  respond /refused "wrong house" 421
  respond "good"
}`,
              );
              const tab = await driver.newTab();
              await untilHttp3(tab, `https://${HOST}:${port}/`);
              await tab.visit(`https://${HOST}:${port}/refused`);
              // Firefox repeats what was refused over TCP.
              await expect.poll(() => protocolsOf(log, '/refused')).toEqual(['HTTP/3.0', 'HTTP/2.0']);
              return tab.id;
            },
            expect: {
              // Chromium takes HTTP/3 from no authority that a user added.
              firefox: {
                badge: '1',
                incidents: { [HOST]: { status: 'misdirected' } },
                says: ['may have used HTTP/3'],
              },
            },
            afterwards: async () => {
              await running?.scene.stop();
              await running?.place.remove();
            },
          },
        ],
};

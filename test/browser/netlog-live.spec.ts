import { readFile } from 'node:fs/promises';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { readFile as readLog } from '../../src/sources/log/read-file.js';
import type { Reading } from '../../src/sources/log/reading.js';
import { type OnWire, onWire, troubled } from '../fixtures/netlog/on-wire.js';
import type { ServerRequest } from '../fixtures/netlog/recordings.js';
import { type Lab, startLab } from '../lab/lab.js';
import { scratch } from '../lab/scratch.js';
import { sharedConnection } from '../lab/sites/shared-connection.js';
import { flags } from './drivers/chromium.js';
import { findBrowser } from './drivers/index.js';
import { ended } from './drivers/puppeteer-page.js';

/** Visits the sites in a fresh Chromium that writes its NetLog; the log is whole when this is done. */
async function browse(executablePath: string, lab: Lab, folder: string): Promise<Uint8Array> {
  const file = path.join(folder, 'net.json');
  const browser = await puppeteer.launch({
    executablePath,
    headless: true,
    pipe: true,
    userDataDir: path.join(folder, 'profile'),
    args: [...flags(lab), '--net-log-capture-mode=Default', `--log-net-log=${file}`],
    protocolTimeout: 60_000,
  });
  const gone = ended(browser);
  const page = await browser.newPage();
  for (const url of sharedConnection.flatMap(({ visits }) => visits)) {
    await page.goto(url, { timeout: 60_000 });
    // What the page asks for by itself gets its response.
    await page.waitForNetworkIdle({ idleTime: 700, timeout: 60_000 });
  }
  await browser.close();
  await gone;
  return readFile(file);
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

const seenBy = (lab: Lab): ServerRequest[] =>
  lab.log.requests.map(({ host, method, path: target, status, connection }) => ({
    ...{ host, method, path: target, status },
    ...{ connection: connection.id, sni: connection.sni ?? null, protocol: connection.protocol },
  }));

const lines = (requests: readonly OnWire[]): string[] =>
  requests
    .map((one) => `${one.method} ${one.host}${one.path} ${one.status} ${one.protocol} on ${one.openedFor}`)
    .sort();

const found = findBrowser('chrome');

describe.skipIf('missing' in found)('a NetLog of this very Chromium', () => {
  it('tells of each 421 that the server gave and of no other, with the connections that the server saw', async () => {
    if ('missing' in found) return;
    const lab = await startLab(sharedConnection);
    const { folder, remove } = await scratch('netlog-live');
    let reading: Reading;
    let requests: ServerRequest[];
    try {
      const log = await browse(found.path, lab, folder);
      const result = await readLog(() => whole(log), { changed: Date.now() });
      if (!result.read) throw new Error(`not read: ${result.failure.key}`);
      reading = result.reading;
      requests = seenBy(lab);
    } finally {
      await lab.close();
      await remove();
    }

    const { summary, incidents, map, notes } = reading;
    expect(notes).toEqual([]);
    const refused = requests.filter(({ status }) => status === 421);
    expect(refused.length).toBeGreaterThan(0);
    expect(summary.hidden).toBeGreaterThan(0);
    expect(summary.hidden + summary.surfaced).toBe(refused.length);
    expect(lines(incidents.flatMap(onWire))).toEqual(
      lines(troubled(requests).map(({ sni, ...one }) => ({ ...one, openedFor: sni ?? undefined }))),
    );
    for (const { openedFor, hosts, connections, protocol } of map.groups) {
      const same = requests.filter(
        ({ sni, protocol: spoken, host }) =>
          sni === openedFor?.host && spoken === protocol && hosts.some((one) => one.host === host),
      );
      expect(new Set(same.map(({ connection }) => connection)).size, openedFor?.host).toBe(connections);
      for (const { host, requests: count, misdirected } of hosts) {
        const ofHost = same.filter((request) => request.host === host);
        expect([ofHost.length, ofHost.filter(({ status }) => status === 421).length], host).toEqual([
          count,
          misdirected,
        ]);
      }
    }
  });
});

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PRODUCTS } from '../../../src/diagnosis/products/index.js';
import type { Lines } from '../../../src/diagnosis/types.js';
import { authorityOf } from '../../../src/model/authority.js';
import { openRealLab, type RealLab } from '../../lab/real/lab.js';
import { freePort, LOOPBACK } from '../../lab/real/ports.js';
import { type Need, unmet } from '../../lab/real/programs.js';
import type { Scene } from '../../lab/real/scene.js';
import { startApache, virtualHost, withTls } from '../../lab/real/servers/apache.js';
import { startCaddy } from '../../lab/real/servers/caddy.js';
import { startHaproxy } from '../../lab/real/servers/haproxy.js';
import { startNginx } from '../../lab/real/servers/nginx.js';
import { hostsOf, isWell, type RealSite, usualCertificates } from '../../lab/real/site.js';
import { FIRST, PICKY_APACHE, startOrigin } from '../../lab/real/sites/origin.js';
import { chooseFile } from '../choose-file.js';
import { type BrowserDriver, type DrivenTab, findBrowser, launch } from '../drivers/index.js';

const COLLECTOR = 'collector.reports.test';
/** Chromium delivers once a minute (net/reporting/reporting_policy.h, delivery_interval). In ms. */
const DELIVERED = 150_000;
/** So often a new connection of the neighbour meets the first server. */
const ROUNDS = 2;

/** The lines that the popup hands out, each with the lab's own words in place of the reader's. */
function linesOf(
  of: 'reporting' | 'collector',
  product: string,
  host: string,
  own: Readonly<Record<string, string>>,
): string[] {
  const lines: Lines | undefined = PRODUCTS.find(({ id }) => id === product)?.[of];
  const authority = authorityOf(`https://${host}/`);
  if (!lines || !authority) throw new Error(`${product} has no lines for ${of}`);
  expect(lines.standing).toBe('tested');
  return [lines, ...(lines.also ?? [])].map((edit) =>
    Object.entries(own).reduce(
      (text, [theirs, ours]) => text.replaceAll(theirs, ours),
      edit.lines(host, authority),
    ),
  );
}

interface Front {
  readonly product: string;
  readonly needs: readonly Need[];
  /** Starts it with the lines in their place. It refuses what comes for the shop on the neighbour's connection. */
  readonly start: (scene: Scene, id: string, lines: string) => Promise<void>;
  /** How many 421s its servers logged. */
  readonly refused: (scene: Scene) => Promise<number>;
}

const count = (text: string, look: RegExp): number => text.match(look)?.length ?? 0;
const byApache = async (scene: Scene): Promise<number> => count(await scene.log('apache'), /AH02032/g);

const FRONTS: readonly Front[] = [
  {
    product: 'nginx',
    needs: [{ server: 'nginx' }, PICKY_APACHE],
    start: async (scene, id, lines) => {
      const { shop, www } = hostsOf(id);
      const { chain, key } = scene.certificate('gateway');
      const origin = await startOrigin(scene, id);
      const server = (name: string, more: string) => `server {
  listen ${scene.httpsPort} ssl http2;
  server_name ${name};
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  ${more}
  location / {
    proxy_pass https://${LOOPBACK}:${origin};
    proxy_set_header Host $host;
    proxy_ssl_server_name on;
    proxy_ssl_name $ssl_server_name;
    proxy_ssl_session_reuse off;
  }
}`;
      await startNginx(scene, [scene.httpsPort], [server(www, ''), server(shop, lines)].join('\n'));
    },
    refused: byApache,
  },
  {
    product: 'apache',
    needs: [PICKY_APACHE],
    start: async (scene, id, lines) => {
      const { shop, www } = hostsOf(id);
      const port = scene.httpsPort;
      await startApache(scene, {
        ports: [port],
        h2: true,
        lines: [
          virtualHost(scene, port, { name: www, tls: withTls(scene.certificate('gateway')), page: FIRST }),
          virtualHost(scene, port, {
            name: shop,
            tls: withTls(scene.certificate('shop')),
            page: 'The shop',
            lines,
          }),
        ].join('\n'),
      });
    },
    refused: byApache,
  },
  {
    product: 'caddy',
    needs: [{ server: 'caddy' }],
    start: async (scene, id, lines) => {
      const { shop, www } = hostsOf(id);
      const { chain, key } = scene.certificate('gateway');
      const site = (name: string, more: string) => `https://${name}:${scene.httpsPort} {
  tls ${chain} ${key}
  log {
    output stdout
  }
  ${more}
  header Content-Type text/html
  respond "${FIRST}"
}`;
      await startCaddy(
        scene,
        [scene.httpsPort],
        [site(www, ''), site(shop, lines)].join('\n'),
        'servers {\n  protocols h1 h2\n  strict_sni_host on\n}',
      );
    },
    refused: async (scene) => count(await scene.log('caddy'), /"status":\s?421/g),
  },
  {
    product: 'haproxy',
    needs: [{ server: 'haproxy' }, PICKY_APACHE],
    start: async (scene, id, lines) => {
      const origin = await startOrigin(scene, id);
      await startHaproxy(
        scene,
        [scene.httpsPort],
        `frontend fe
    bind 127.0.0.1:${scene.httpsPort} ssl crt ${scene.certificate('gateway').both} alpn h2,http/1.1
${lines}
    default_backend be
backend be
    http-reuse never
    server origin 127.0.0.1:${origin} ssl verify none sni ssl_fc_sni`,
      );
    },
    refused: byApache,
  },
];

const siteOf = ({ product, needs, start }: Front, collector: string): RealSite => {
  const id = `all-visitors-${product}`;
  const { shop } = hostsOf(id);
  return {
    ...{ id, title: product, needs, certificates: usualCertificates(id), visits: [] },
    ...isWell(FIRST),
    start: (scene) => {
      const [lines = ''] = linesOf('reporting', product, shop, { COLLECTOR_HOST: collector });
      return start(scene, id, lines);
    },
  };
};

/** nginx with the collector's lines, at a port of its own. `log`: the file that it writes. */
const collectorAt = (port: number, started: (log: string) => void): RealSite => ({
  ...{ id: 'reports', title: 'a collector', needs: [{ server: 'nginx' }], visits: [] },
  certificates: { own: [COLLECTOR] },
  ...isWell(''),
  start: async (scene) => {
    const { chain, key } = scene.certificate('own');
    const log = path.join(scene.folder, 'nel.log');
    const sink = await freePort();
    const [http = '', location = ''] = linesOf('collector', 'nginx', COLLECTOR, {
      '/var/log/nginx/nel.log': log,
      '127.0.0.1:8421': `${LOOPBACK}:${sink}`,
    });
    await startNginx(
      scene,
      [port, sink],
      `${http}
server {
  listen ${port} ssl http2;
  server_name ${COLLECTOR};
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  ${location}
}`,
    );
    started(log);
  },
});

/** Settles when it has its response, picture or not. */
const showPicture = (url: string): Promise<void> =>
  new Promise((resolve) => {
    const picture = new Image();
    picture.onload = picture.onerror = () => resolve();
    picture.src = url;
  });

/** A picture of the shop on the page of its neighbour; the path names the browser. */
const pictureOf = (host: string, port: number, browser: string, round: number): string =>
  `https://${host}:${port}/?${browser}-${round}`;

/**
 * Each round has servers of its own, so that no connection is left: the first shows the browser the shop's fields, in the
 * others the page's picture of the shop comes onto the page's connection. Gives the number of 421s that were logged.
 */
async function visit(lab: RealLab, front: Front, site: RealSite, tabs: ReadonlyMap<string, DrivenTab>) {
  const { shop, www } = hostsOf(site.id);
  let refused = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const scene = await lab.start(site);
    try {
      for (const [browser, tab] of tabs) {
        const host = round === 0 ? shop : www;
        await tab.visit(`https://${host}:${lab.httpsPort}/`);
        if (round === 0) continue;
        await tab.run(showPicture, pictureOf(shop, lab.httpsPort, browser, round));
        await tab.visit('about:blank');
      }
      refused += await front.refused(scene);
    } finally {
      await scene.stop();
    }
  }
  return refused;
}

const ready = FRONTS.filter(({ product, needs }) => {
  const reason = unmet([...needs, { server: 'nginx' }]);
  if (reason !== undefined) console.warn(`SKIPPED: reports by lines for ${product}: ${reason}`);
  return reason === undefined;
});
const chrome = findBrowser('chrome');
const firefox = findBrowser('firefox');
if ('missing' in chrome) console.warn(`SKIPPED in chrome: counting 421s of all visitors: ${chrome.missing}`);
if ('missing' in firefox) {
  console.warn(`SKIPPED in firefox: that it sends no reports is not shown: ${firefox.missing}`);
}

describe.skipIf('missing' in chrome || ready.length === 0)('counting 421s of all visitors', () => {
  let lab: RealLab | undefined;
  let collector: Scene | undefined;
  let log = '';
  const drivers = new Map<string, BrowserDriver>();
  const fronts: { readonly front: Front; readonly site: RealSite }[] = [];

  beforeAll(async () => {
    const port = await freePort();
    const where = collectorAt(port, (file) => {
      log = file;
    });
    fronts.push(...ready.map((front) => ({ front, site: siteOf(front, `${COLLECTOR}:${port}`) })));
    lab = await openRealLab([where, ...fronts.map(({ site }) => site)]);
    collector = await lab.start(where);
    drivers.set('chrome', await launch('chrome', { lab }));
    if (!('missing' in firefox)) drivers.set('firefox', await launch('firefox', { lab }));
  }, 120_000);
  afterAll(async () => {
    for (const driver of drivers.values()) await driver.close();
    await collector?.stop();
    await lab?.close();
  });

  it('by the lines for each server: the collector’s log has exactly the 421s that were hidden', async () => {
    const driver = drivers.get('chrome');
    if (!lab || !driver) throw new Error('nothing was started');
    const tabs = new Map<string, DrivenTab>();
    for (const [name, { newTab }] of drivers) tabs.set(name, await newTab());

    const expected: string[] = [];
    const others = drivers.size - 1;
    for (const { front, site } of fronts) {
      const logged = await visit(lab, front, site, tabs);
      // Each browser was refused once a round, and showed nothing of it.
      expect([site.id, logged]).toEqual([site.id, ROUNDS * (1 + others)]);
      expected.push(`${hostsOf(site.id).shop} ${logged - ROUNDS * others} 0 0`);
    }

    const read = () => readFile(log, 'utf8');
    await vi.waitUntil(async () => count(await read(), /\\"status_code\\":421/g) >= ROUNDS * fronts.length, {
      timeout: DELIVERED,
      interval: 1000,
    });
    const collected = await read();
    expect(collected).toMatch(/"user_agent\\":\\"[^"]*Chrome\//);
    // Firefox visited before Chromium's reports came, and sent none.
    expect(collected).not.toContain('Firefox');
    expect(collected).not.toContain('/?firefox-');

    const page = await driver.extensionPage('src/pages/history/index.html?log');
    await page.waitFor('.page[data-state="ready"]');
    await page.run(chooseFile, '.choose-file', 'nel.log', Buffer.from(collected).toString('base64'));
    await page.waitFor('.log-figures');
    const figure = await page.run(
      () => document.querySelector('.log-figures div:first-child dd')?.textContent,
    );
    expect(figure).toBe(String(ROUNDS * fronts.length));
    const rows = await page.run(() =>
      [...(document.querySelector('.log-part .table tbody')?.children ?? [])].map((row) => {
        const [host = '', , , hidden, surfaced, unsettled] = [...row.children].map(
          (cell) => cell.textContent,
        );
        return [host.replace(/:.*/, ''), hidden, surfaced, unsettled].join(' ');
      }),
    );
    expect(rows.toSorted()).toEqual(expected.toSorted());
    await page.close();
  }, 400_000);
});

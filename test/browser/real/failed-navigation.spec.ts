// Navigations that fail in the handshake, at real servers: when a difference makes one suspect, and when it does not.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openRealLab, type RealLab } from '../../lab/real/lab.js';
import { freePort } from '../../lab/real/ports.js';
import { unmet } from '../../lab/real/programs.js';
import type { Scene } from '../../lab/real/scene.js';
import { startHaproxy } from '../../lab/real/servers/haproxy.js';
import { startNginx } from '../../lab/real/servers/nginx.js';
import type { RealSite } from '../../lab/real/site.js';
import { type BrowserName, inBoth } from '../../lab/site.js';
import { type BrowserDriver, findBrowser, launch } from '../drivers/index.js';
import { shownIncidents } from '../shown.js';
import { welcomePage } from '../welcome-page.js';
import { type NodeSwitch, nodeSwitch } from './node-switch.js';
import { forget } from './walk.js';

/**
 * `well` has a certificate for every host, `without` and the two that reject for each `www` and for `elsewhere` only, `portal` for
 * itself.
 */
type Node = 'well' | 'without' | 'nginx rejects' | 'haproxy rejects' | 'portal';

/** Takes a node, and then visits: `shop` and `www` are of one site, `elsewhere` of another. */
type Walk = readonly (readonly [Node, ...('shop' | 'www' | 'elsewhere')[]])[];

interface Row {
  readonly id: string;
  readonly title: string;
  readonly walk: Walk;
  /** The first cause; undefined: nothing is said. */
  readonly cause: Readonly<Record<BrowserName, string | undefined>>;
}

const both = (cause: string | undefined): Row['cause'] => ({ chrome: cause, firefox: cause });
/** Chromium has no address of a host that was never answered. */
const firefoxOnly = (cause: string): Row['cause'] => ({ chrome: undefined, firefox: cause });

const ROWS: readonly Row[] = [
  {
    id: 'certificate',
    title: 'a certificate for another name, twice, while a host of the site is well at the address',
    walk: [['without', 'shop', 'www', 'shop']],
    cause: firefoxOnly('certificate-mismatch'),
  },
  {
    id: 'nginx-alert',
    title: 'nginx with ssl_reject_handshake, twice, while a host of the site is well at the address',
    walk: [['nginx rejects', 'shop', 'www', 'shop']],
    cause: firefoxOnly('host-not-served'),
  },
  {
    id: 'haproxy-alert',
    title: 'HAProxy with strict-sni, after the host itself was well',
    walk: [
      ['well', 'shop'],
      ['haproxy rejects', 'shop', 'www', 'shop'],
    ],
    cause: both('balancer-inconsistent'),
  },
  {
    id: 'nodes',
    title: 'a balancer, one of whose nodes has no certificate for the host',
    walk: [
      ['well', 'shop'],
      ['without', 'shop'],
      ['well', 'shop'],
      ['without', 'shop'],
    ],
    cause: both('balancer-inconsistent'),
  },
  {
    id: 'alone',
    title: 'the error alone, twice',
    walk: [['without', 'shop', 'shop']],
    cause: both(undefined),
  },
  {
    id: 'once',
    title: 'the error once, between good responses',
    walk: [
      ['well', 'www', 'shop'],
      ['without', 'shop', 'www'],
      ['well', 'shop'],
    ],
    cause: both(undefined),
  },
  {
    id: 'before',
    title: 'the error twice, with good responses only before',
    walk: [
      ['well', 'www', 'shop'],
      ['nginx rejects', 'shop', 'shop'],
    ],
    cause: both(undefined),
  },
  {
    id: 'other-site',
    title: 'the error twice, with a good response of another site in between',
    walk: [['without', 'shop', 'elsewhere', 'shop']],
    cause: both(undefined),
  },
  {
    id: 'portal',
    title: 'a network that answers in place of every host',
    walk: [
      ['well', 'www', 'shop'],
      ['portal', 'shop', 'www', 'elsewhere', 'shop'],
    ],
    cause: both(undefined),
  },
  {
    id: 'log-in',
    title: 'such a network before and after the log-in',
    walk: [
      ['well', 'shop'],
      ['portal', 'elsewhere', 'shop'],
      ['well', 'www'],
      ['portal', 'shop'],
    ],
    cause: both(undefined),
  },
];

const hostOf = (name: 'shop' | 'www' | 'elsewhere', { id }: Row): string =>
  name === 'elsewhere' ? `www.elsewhere-${id}.test` : `${name}.${id}.test`;

const hosts = (...names: readonly ('shop' | 'www' | 'elsewhere')[]): string[] =>
  ROWS.flatMap((row) => names.map((name) => hostOf(name, row)));

const SITE: RealSite = {
  id: 'failed-navigation',
  title: 'A host that a server has no name for',
  needs: [{ server: 'nginx' }, { server: 'haproxy' }],
  certificates: {
    well: hosts('shop', 'www', 'elsewhere'),
    without: hosts('www', 'elsewhere'),
    portal: ['log-in.portal.test'],
  },
  start: async () => {},
  visits: [],
  expect: inBoth(),
};

// Without an icon: one that is asked for late is one more good response.
const HTML = '<title>well</title><link rel=icon href=data:,>well';
const PAGE = `location / { return 200 "${HTML}"; }`;

/** Starts the nodes; gives their ports. */
async function startNodes(scene: Scene): Promise<Readonly<Record<Node, number>>> {
  const ports = {
    well: await freePort(),
    without: await freePort(),
    portal: await freePort(),
    'nginx rejects': await freePort(),
    'haproxy rejects': await freePort(),
  };
  const tls = (name: string) =>
    `ssl_certificate ${scene.certificate(name).chain}; ssl_certificate_key ${scene.certificate(name).key};`;
  const plain = (['well', 'without', 'portal'] as const).map(
    (name) => `server { listen ${ports[name]} ssl; ${tls(name)} ${PAGE} }`,
  );
  const rejects = ports['nginx rejects'];
  await startNginx(
    scene,
    [ports.well, ports.without, ports.portal, rejects, scene.httpPort],
    `server_names_hash_bucket_size 128;
server { listen ${scene.httpPort}; ${PAGE} }
${plain.join('\n')}
server { listen ${rejects} ssl default_server; ssl_reject_handshake on; }
server { listen ${rejects} ssl; server_name ${hosts('www', 'elsewhere').join(' ')}; ${tls('without')} ${PAGE} }`,
  );
  await startHaproxy(
    scene,
    [ports['haproxy rejects']],
    `frontend f
    bind 127.0.0.1:${ports['haproxy rejects']} ssl crt ${scene.certificate('without').both} strict-sni
    http-request return status 200 content-type text/html string "${HTML}"`,
  );
  return ports;
}

const soon = { timeout: 30_000, interval: 150 };

for (const kind of ['chrome', 'firefox'] as const) {
  const found = findBrowser(kind);
  const missing = 'missing' in found ? found.missing : unmet(SITE.needs);
  const title = `a navigation that fails in the handshake [${kind}${missing === undefined ? '' : `: ${missing}`}]`;
  describe.skipIf(missing !== undefined)(title, () => {
    let lab: RealLab;
    let scene: Scene;
    let balancer: NodeSwitch;
    let driver: BrowserDriver;
    let ports: Readonly<Record<Node, number>>;

    beforeAll(async () => {
      lab = await openRealLab([SITE]);
      scene = await lab.start(SITE);
      ports = await startNodes(scene);
      balancer = await nodeSwitch(lab.httpsPort);
      driver = await launch(kind, { lab, checksCertificates: true });
      await welcomePage(driver);
    });
    afterAll(async () => {
      await driver?.close();
      await balancer?.close();
      await scene?.stop();
      await lab?.close();
    });

    /** Failures that the background knows of. */
    const failures = (): Promise<number> =>
      driver.asExtension(async () => {
        const { 'failed-documents': kept } = await chrome.storage.session.get('failed-documents');
        return Array.isArray(kept) ? kept.length : 0;
      });

    async function walk(row: Row): Promise<number> {
      await forget(driver);
      const tab = await driver.newTab();
      let failed = 0;
      for (const [node, ...visits] of row.walk) {
        balancer.to(ports[node]);
        for (const name of visits) {
          const error = await tab.visit(`https://${hostOf(name, row)}/`).then(
            () => false,
            () => true,
          );
          if (!error) continue;
          failed++;
          await vi.waitFor(async () => expect(await failures()).toBe(failed), soon);
        }
      }
      return tab.id;
    }

    const badge = (tabId: number): Promise<string> =>
      driver.asExtension((id) => chrome.action.getBadgeText({ tabId: id }), tabId);

    const suspected = ROWS.filter(({ cause }) => cause[kind] !== undefined);
    const silent = ROWS.filter(({ cause }) => cause[kind] === undefined);

    it.each(suspected)('is suspected: $title', async (row) => {
      const tab = await walk(row);
      await vi.waitFor(async () => expect(await badge(tab)).toBe('?'), soon);
      const popup = await driver.popup(tab);
      await vi.waitFor(async () => {
        const shown = await shownIncidents(popup);
        expect(shown).toMatchObject([
          {
            host: hostOf('shop', row),
            status: 'suspected',
            cause: row.cause[kind],
            confidence: 'possible',
          },
        ]);
        // What may stand in the visitor's network is always named.
        expect(shown[0]?.causes).toContain('client-middlebox');
      }, soon);
      await popup.close();
      await driver.asExtension((id) => chrome.tabs.remove(id), tab);
    });

    // Chromium makes no such try of names that end in `.test`. Firefox makes one, and remembers that it failed.
    it.runIf(kind === 'firefox')('is none: the https try of a page that is shown over http', async () => {
      const [row] = silent;
      if (!row) throw new Error('nothing is silent');
      await forget(driver);
      await driver.httpsFirst(true);
      try {
        balancer.to(ports.without);
        await driver.asExtension(() => {
          chrome.webRequest.onErrorOccurred.addListener(
            () => void Object.assign(globalThis, { tried: true }),
            {
              urls: ['https://*/*'],
              types: ['main_frame'],
            },
          );
        });
        const tab = await driver.newTab();
        await tab.visit(`https://${hostOf('www', row)}/`);
        await tab.run(
          (to) => {
            const link = document.body.appendChild(document.createElement('a'));
            link.href = to;
            setTimeout(() => link.click());
          },
          `http://${hostOf('shop', row)}/`,
        );
        await vi.waitFor(async () => expect(await tab.run(() => location.protocol)).toBe('http:'), soon);
        await vi.waitFor(
          async () =>
            expect(await driver.asExtension(() => Reflect.get(globalThis, 'tried') === true)).toBe(true),
          soon,
        );
        expect(await failures()).toBe(0);
        await tab.close();
      } finally {
        await driver.httpsFirst(false);
      }
    });

    it(`is not suspected: ${silent.map(({ title }) => title).join('; ')}`, async () => {
      for (const row of silent) {
        const tab = await walk(row);
        const known = await driver.asExtension(() => chrome.storage.session.get());
        expect(await badge(tab), `${row.id}: ${JSON.stringify(known)}`).toBe('');
        await driver.asExtension((id) => chrome.tabs.remove(id), tab);
      }
      // What comes after them all is suspected, so they were judged by then.
      const [last] = suspected;
      if (!last) throw new Error('nothing is suspected');
      const tab = await walk(last);
      await vi.waitFor(async () => expect(await badge(tab)).toBe('?'), soon);
      const history = await driver.extensionPage('src/pages/history/index.html');
      await vi.waitFor(async () => expect(await shownIncidents(history)).not.toEqual([]), soon);
      const shown = (await shownIncidents(history)).map(({ host }) => host);
      expect(shown.filter((host) => !suspected.some((row) => host === hostOf('shop', row)))).toEqual([]);
      await history.close();
    });
  });
}

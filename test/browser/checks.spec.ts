import { expect, it, vi } from 'vitest';
import { type Site, visitable } from '../lab/site.js';
import { settledByChecks } from '../lab/sites/settled-by-checks.js';
import { sharedConnection } from '../lab/sites/shared-connection.js';
import type { DrivenPage, DrivenTab } from './drivers/index.js';
import { shownIncidents } from './shown.js';
import { inEachBrowser, type Stage } from './stage.js';

const soon = { timeout: 30_000, interval: 200 };

const siteOf = (sites: readonly Site[], id: string): Site => {
  const site = sites.find((one) => one.id === id);
  if (!site) throw new Error(`no site ${id}`);
  return site;
};

async function open({ driver, lab }: Stage, site: Site): Promise<{ tab: DrivenTab; popup: DrivenPage }> {
  const tab = await driver.newTab();
  for (const url of visitable(site, driver.kind, lab.httpsPort)) await tab.visit(url);
  await new Promise((settled) => setTimeout(settled, Math.max(site.settle ?? 0, 800)));
  const popup = await driver.popup(tab.id);
  await vi.waitFor(async () => expect(await shownIncidents(popup)).not.toEqual([]), soon);
  return { tab, popup };
}

/** Opens the section, reads what would be sent, presses the button, and waits for the last check's result. */
async function runChecks(popup: DrivenPage): Promise<{ planned: string[] }> {
  await popup.run(() => {
    const section = document.querySelector<HTMLDetailsElement>('details[data-fold$="/checks"]');
    if (!section) throw new Error('the popup has no section for checks');
    section.open = true;
  });
  // What is folded is not drawn before it is opened.
  await popup.waitFor('details[data-fold$="/checks"] .plan code');
  await popup.waitFor('details[data-fold$="/checks"] button.button-strong');
  const planned = await popup.run(() => {
    const section = document.querySelector('details[data-fold$="/checks"]');
    const lines = [...(section?.querySelectorAll('.plan code') ?? [])].map(
      ({ textContent }) => textContent ?? '',
    );
    // They may be over before anyone looks, and their row may say from before that they are.
    const { dataset } = document.documentElement;
    delete dataset.ran;
    new MutationObserver((changes, observer) => {
      const ran = changes.some(({ oldValue }) => oldValue === 'running');
      if (!ran || document.querySelector('[data-checks="running"]')) return;
      dataset.ran = 'yes';
      observer.disconnect();
    }).observe(document, { subtree: true, attributeFilter: ['data-checks'], attributeOldValue: true });
    section?.querySelector<HTMLButtonElement>('button.button-strong')?.click();
    return lines;
  });
  await popup.waitFor('[data-ran="yes"] [data-checks="done"]', soon.timeout);
  return { planned };
}

const resultOf = (popup: DrivenPage, id: string): Promise<string> =>
  popup.run(
    (check) =>
      document.querySelector(`[data-check="${check}"]`)?.textContent ?? `no result of ${check} is shown`,
    id,
  );

/** What the row under the drawing says. */
const rowOf = (popup: DrivenPage): Promise<string> =>
  popup.run(() => document.querySelector('.checks-row-words')?.textContent ?? 'no row');

inEachBrowser('checks that settle it', (stage) => {
  it('a strict pair that shares a connection: proved, and the cause is certain', async () => {
    const { tab, popup } = await open(stage(), siteOf(sharedConnection, 'streaming-upload'));
    await runChecks(popup);
    await expect.poll(() => resultOf(popup, 'sharing')).toMatch(/^Proved/);
    await vi.waitFor(async () => expect(await rowOf(popup)).toMatch(/^(?:Possible|Likely) → Certain/), soon);
    await vi.waitFor(
      async () =>
        expect(await shownIncidents(popup)).toMatchObject([
          { host: 'api.upload.test', cause: 'coalesced-connection', confidence: 'certain' },
        ]),
      soon,
    );
    await popup.close();
    await tab.close();
  });

  it('two good hosts on one connection: excluded', async () => {
    const { tab, popup } = await open(stage(), siteOf(settledByChecks, 'shared-and-well'));
    await runChecks(popup);
    await expect.poll(() => resultOf(popup, 'sharing')).toMatch(/^Excluded/);
    await expect.poll(() => resultOf(popup, 'repeat')).toMatch(/^421 again/);
    await expect.poll(() => resultOf(popup, 'other_path')).toMatch(/depends on the path/);
    await expect
      .poll(() => shownIncidents(popup))
      .toMatchObject([{ host: 'api.well.test', cause: 'application' }]);
    const [shown] = await shownIncidents(popup);
    expect(shown?.causes).not.toContain('coalesced-connection');
    await popup.close();
    await tab.close();
  });

  it('a host that is well when asked again: told, and the first cause changes', async () => {
    const { tab, popup } = await open(stage(), siteOf(settledByChecks, 'well-when-asked-again'));
    await expect
      .poll(() => shownIncidents(popup))
      .toMatchObject([{ host: 'www.again.test', cause: 'host-not-served' }]);
    await runChecks(popup);
    await expect.poll(() => resultOf(popup, 'repeat')).toMatch(/^Answered with 200/);
    await vi.waitFor(
      async () => expect((await shownIncidents(popup))[0]?.cause).not.toBe('host-not-served'),
      soon,
    );
    await popup.close();
    await tab.close();
  });

  it('sends what it said it would, and nothing before the click', async () => {
    const { driver, lab } = stage();
    const host = 'shop.nginx-gateway.test';
    const tab = await driver.newTab();
    const path = '/one-time/8c1f?token=secret';
    await tab.visit(`https://${host}${path}`);
    const popup = await driver.popup(tab.id);
    await vi.waitFor(async () => expect(await shownIncidents(popup)).toHaveLength(1), soon);
    await new Promise((quiet) => setTimeout(quiet, 1500));
    // The browser's own two tries, and none by Missent.
    const visits = lab.log.of(host).filter((request) => request.path === path);
    expect(visits).toHaveLength(2);

    const mark = lab.log.mark();
    const { planned } = await runChecks(popup);
    const sent = () =>
      lab.log.since(mark).map((request) => `${request.method} https://${request.authority}${request.path}`);
    await expect.poll(() => [...new Set(sent())].sort()).toEqual([...new Set(planned)].sort());
    expect(planned).toContain(`GET https://${host}${path}`);
    // Each may be tried twice by the browser, as any request is.
    expect(sent().length).toBeLessThanOrEqual(planned.length * 2);
    await expect.poll(() => resultOf(popup, 'repeat')).toMatch(/^421 again/);
    await popup.close();
    await tab.close();
  });

  it('the certificate and, in Firefox, the address are read', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit('https://shop.nginx-gateway.test/');
    const popup = await driver.popup(tab.id);
    await vi.waitFor(async () => expect(await shownIncidents(popup)).toHaveLength(1), soon);
    await runChecks(popup);
    if (driver.kind === 'firefox') {
      await expect.poll(() => resultOf(popup, 'certificate')).toMatch(/covers.*shop\.nginx-gateway\.test/);
      await expect.poll(() => resultOf(popup, 'address')).toMatch(/127\.0\.0\.1/);
    } else {
      // Chrome shows an extension no certificate: there is no such check.
      expect(await resultOf(popup, 'certificate')).toMatch(/^no result/);
    }
    await popup.close();
    await tab.close();
  });

  it('a pasted output becomes evidence, and one that is none is refused with what was expected', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit('https://shop.nginx-gateway.test/');
    const popup = await driver.popup(tab.id);
    await vi.waitFor(async () => expect(await shownIncidents(popup)).toHaveLength(1), soon);
    // The step stands with the operator's; folds draw their inside when they are opened.
    await popup.run(() => {
      document.querySelector<HTMLInputElement>('input[type="radio"][value="operator"]')?.click();
    });
    await vi.waitFor(async () => {
      await popup.run(() => {
        for (const fold of document.querySelectorAll<HTMLDetailsElement>('details')) fold.open = true;
      });
      await popup.waitFor('.paste textarea', 200);
      await popup.waitFor('.paste button', 200);
    }, soon);
    const enter = (text: string) =>
      popup.run((entered) => {
        const field = document.querySelector<HTMLTextAreaElement>('.paste textarea');
        if (!field) throw new Error('no field to paste into');
        field.value = entered;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }, text);
    const said = () => popup.run(() => document.querySelector('.paste-said')?.textContent ?? '');
    const paste = async (text: string, expected: RegExp): Promise<void> => {
      await enter(text);
      // The button takes what was drawn.
      await popup.run(
        () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => drawn(null)))),
      );
      await popup.run(() => document.querySelector<HTMLButtonElement>('.paste button')?.click());
      await expect.poll(said).toMatch(expected);
    };
    const loggedFor = (name: string) =>
      `[ssl:error] [client 192.0.2.9:1] AH02032: Hostname other.test (default host as no SNI was provided) and hostname ${name} provided via HTTP have no compatible SSL setup for policy 'secure', referer: https://r.test/SECRET`;
    await paste('hello', /does not look like the output/);
    await paste(
      [
        '$ openssl s_client -connect shop.nginx-gateway.test:443 -servername shop.nginx-gateway.test',
        'CONNECTED(00000003)',
        '---',
        'Certificate chain',
        ' 0 s:CN = other.example',
        '   i:CN = Lab CA',
        '---',
        'SSL-Session:',
        '    Protocol  : TLSv1.3',
        '    Master-Key: 0123456789ABCDEF',
        'Verify return code: 62 (hostname mismatch)',
      ].join('\r\n'),
      /^Read\./,
    );
    await paste(loggedFor('elsewhere.test'), /about elsewhere\.test/);
    await paste(loggedFor('shop.nginx-gateway.test'), /log of Apache httpd/);
    const read = () =>
      driver.asExtension(async () => {
        const open = indexedDB.open('missent');
        const db = await new Promise<IDBDatabase>((resolve) => {
          open.onsuccess = () => resolve(open.result);
        });
        const all = db.transaction('incidents').objectStore('incidents').getAll();
        const text = await new Promise<string>((resolve) => {
          all.onsuccess = () => resolve(JSON.stringify(all.result));
        });
        db.close();
        return text;
      });
    // The page says "Read" before the disk has it.
    await expect.poll(read).toContain('"program":"openssl"');
    await expect.poll(read).toContain('"program":"apache"');
    const stored = await read();
    expect(stored).not.toContain('0123456789ABCDEF');
    expect(stored).not.toMatch(/192\.0\.2\.9|SECRET/);
    await vi.waitFor(async () => {
      // Firefox says that the lab's root is none of its own: a program on the user's side could have left SNI out.
      const confidence = driver.kind === 'firefox' ? 'likely' : 'certain';
      expect(await shownIncidents(popup)).toMatchObject([{ cause: 'origin-sni', confidence }]);
    }, soon);
    await popup.close();
    await tab.close();
  });
});

inEachBrowser('a retry on a fresh connection', (stage) => {
  it('tells what came of it: Firefox by its reload, both by what the user saw', async () => {
    const { driver, lab } = stage();
    const host = 'shop.nginx-gateway.test';
    const tab = await driver.newTab();
    await tab.visit(`https://${host}/`);
    const popup = await driver.popup(tab.id);
    await vi.waitFor(async () => expect(await shownIncidents(popup)).toHaveLength(1), soon);
    const mark = lab.log.mark();
    const send = (message: unknown) =>
      popup.run(async (sent) => {
        const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
        return JSON.stringify(await api.runtime.sendMessage(sent));
      }, message);
    const [shown] = await shownIncidents(popup);
    if (driver.kind === 'firefox') {
      const before = new Set(lab.log.of(host).map(({ connection }) => connection.id));
      await send({ name: 'retry-fresh', request: { id: shown?.id, tabId: tab.id, way: 'reload' } });
      await vi.waitFor(async () => {
        expect(await send({ name: 'incidents', request: { ids: [shown?.id] } })).toContain('"id":"retry"');
      }, soon);
      const used = lab.log.of(host, mark).map(({ connection }) => connection.id);
      expect(used.some((id) => !before.has(id))).toBe(true);
    }
    await send({ name: 'report-retry', request: { id: shown?.id, saw: 'recovered' } });
    expect(await send({ name: 'incidents', request: { ids: [shown?.id] } })).toContain(
      '"reported":"recovered"',
    );
    await popup.close();
    await tab.close();
  });
});

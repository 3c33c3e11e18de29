import { request } from 'node:https';
import type { RealLab } from '../../lab/real/lab.js';
import { LOOPBACK } from '../../lab/real/ports.js';
import type { Others, RealSite } from '../../lab/real/site.js';
import type { BrowserDriver, DrivenPage } from '../drivers/index.js';
import { endBackground } from '../end-background.js';
import { read, type Walk } from '../walk.js';

/** Makes the extension forget which hosts it saw at which address, as if the browser had just been started. */
export async function forget(driver: BrowserDriver): Promise<void> {
  await endBackground(driver);
  await driver.asExtension(() => chrome.storage.session.clear());
}

/** Someone else's request; settles when it is answered. */
const send = (url: string, { httpsPort, ca }: RealLab): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, pathname } = new URL(url);
    const options = {
      host: LOOPBACK,
      port: httpsPort,
      servername: hostname,
      path: pathname,
      ca,
      agent: false,
    };
    request({ ...options, headers: { host: hostname } }, (response) => {
      response.once('end', resolve).once('error', reject).resume();
    })
      .once('error', reject)
      .end();
  });

export async function sendAsOthers({ send: url, times }: Others, lab: RealLab): Promise<void> {
  for (let n = 0; n < times; n++) await send(url, lab);
}

export interface RealWalk extends Walk {
  /** Text of the last page. */
  readonly page: string;
  /** The popup's verdicts. */
  readonly verdict: string;
}

const textOf = (page: DrivenPage, selector: string): Promise<string> =>
  page.run(
    (wanted) => [...document.querySelectorAll(wanted)].map(({ textContent }) => textContent).join('\n'),
    selector,
  );

/** Visits a site whose servers run, with an extension that has seen nothing before, and reads the popup. */
export async function walk(
  driver: BrowserDriver,
  lab: RealLab,
  site: RealSite,
  look: (popup: DrivenPage, walked: Walk) => Promise<void> = async () => {},
): Promise<RealWalk> {
  await forget(driver);
  const tab = await driver.newTab();
  try {
    for (const visit of site.visits) {
      if (typeof visit === 'string') await tab.visit(visit.replace('{port}', String(lab.httpsPort)));
      else await sendAsOthers(visit, lab);
    }
    const expected = site.expect[driver.kind];
    const page = site.shows === undefined ? '' : await textOf(tab, 'body');
    const popup = await driver.popup(tab.id);
    try {
      const walked = await read(popup, expected);
      await look(popup, walked);
      return { ...walked, page, verdict: await textOf(popup, '[data-incident] .verdict') };
    } finally {
      await popup.close();
    }
  } finally {
    await tab.close();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { it } from 'vitest';
import { inEachBrowser } from './stage.js';
import { page } from '../lab/sites/pages.js';
import { nginx421 } from '../lab/sites/recorded.js';
import type { Site } from '../lab/site.js';
const sites: readonly Site[] = [{
  id: 'x', title: 'x', story: 'x',
  hosts: {
    'www.wsx.test': () => page('good', '<script>new WebSocket("wss://api.wsx.test/s"); new WebSocket("wss://dead.wsx.test:9/s"); new WebSocket("wss://ok.wsx.test/");new WebSocket("wss://none.invalid/s");</script>'),
    'api.wsx.test': nginx421, 'ok.wsx.test': () => page('x', ''), 'dead.wsx.test': () => page('x',''),
  }, visits: [], expect: { chrome: [], firefox: [] },
}];
inEachBrowser('exp', (stage) => {
  it('x', async () => {
    const { driver } = stage();
    await driver.asExtension(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      chrome.webRequest.onErrorOccurred.addListener((d) => { seen.push(`ERR ${JSON.stringify(d)}`); }, { urls: ['<all_urls>'] });
      chrome.webRequest.onHeadersReceived.addListener((d) => { seen.push(`HDR ${d.type} ${d.url} ${d.statusCode} ${d.statusLine}`); return undefined; }, { urls: ['<all_urls>'] }, []);
    });
    const tab = await driver.newTab();
    await tab.visit('https://www.wsx.test/');
    await sleep(1500);
    console.log((await driver.asExtension(() => Reflect.get(window, 'seen') as string[])).join('\n'));
  });
}, sites);

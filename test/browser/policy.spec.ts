import { expect, it } from 'vitest';
import { inEachBrowser } from './stage.js';

const PAGES = ['history', 'learn', 'options', 'panel', 'popup', 'welcome'].map(
  (page) => `src/pages/${page}/index.html`,
);

inEachBrowser('the policy for the extension’s own pages', (stage) => {
  it.each(PAGES)('lets no text become markup or script: %s', async (place) => {
    const { driver } = stage();
    const page = await driver.extensionPage(place);
    const found = await page.run(async () => {
      const broken: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        broken.push(effectiveDirective),
      );
      const tried = (name: string, act: () => unknown): string => {
        try {
          act();
          return `${name} went through`;
        } catch {
          return `${name} threw`;
        }
      };
      // What a debugger evaluates may use eval; what comes after it may not.
      await new Promise((resolve) => setTimeout(resolve, 10));
      const div = document.createElement('div');
      const results = [
        tried('eval', () => Reflect.get(globalThis, 'eval')('1')),
        tried('Function', () => new Function('return 1')()),
        tried('innerHTML', () => {
          div.innerHTML = '<b>bold</b>';
        }),
        tried('a policy', () => Reflect.get(globalThis, 'trustedTypes').createPolicy('other', {})),
      ];
      const script = document.createElement('script');
      script.append('document.body.dataset.ran = "yes"');
      const style = document.createElement('style');
      style.append('body { --inline: yes }');
      document.body.append(script, style);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return {
        results,
        ran: document.body.dataset.ran ?? 'no',
        styled: getComputedStyle(document.body).getPropertyValue('--inline').trim(),
        broken: [...new Set(broken)].sort(),
      };
    });
    expect(found.results).toEqual(['eval threw', 'Function threw', 'innerHTML threw', 'a policy threw']);
    expect([found.ran, found.styled]).toEqual(['no', '']);
    await page.close();
  });

  it('keeps the extension’s files from web pages', async () => {
    const { driver } = stage();
    const home = await driver.asExtension(() => chrome.runtime.getURL(''));
    const tab = await driver.newTab();
    await tab.visit('https://www.good.test/');
    const got = await tab.run(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url).then(
              () => `${url} came`,
              () => 'refused',
            ),
          ),
        ),
      ['manifest.json', 'src/pages/popup/index.html', 'icons/icon-16.png'].map((file) => home + file),
    );
    expect(got).toEqual(['refused', 'refused', 'refused']);
    await tab.close();
  });
});

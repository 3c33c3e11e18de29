// Pages that the browser asks for over https of its own accord.
import type { Site } from '../../lab/site.js';
import { page } from '../../lab/sites/pages.js';
import { nginx421 } from '../../lab/sites/recorded.js';
import { type Situations, words } from './situation.js';

const LINKS = 'www.https-first.test';
const HTTP_ONLY = 'plain.https-first.test';

const site: Site = {
  id: 'https-first',
  title: 'HTTPS-First',
  story: 'A host that refuses over https and answers over http.',
  hosts: {
    [LINKS]: () => page('A link', `<a href="http://${HTTP_ONLY}/">On</a>`),
    [HTTP_ONLY]: (request) =>
      request.sni === undefined
        ? page('Over http', '<p id="over-http">Nothing is wrong here.</p>')
        : nginx421(request),
  },
  visits: [],
  expect: { chrome: [], firefox: [] },
};

export const httpsFirst: Situations = {
  sites: [site],
  situations: [
    {
      title: 'an http page that the browser fell back to after its https was refused (HTTPS-First)',
      arrange: async ({ driver }) => {
        await driver.httpsFirst(true);
        const tab = await driver.newTab();
        await tab.visit(`https://${LINKS}/`);
        await tab.run(() => void setTimeout(() => document.querySelector('a')?.click()));
        await tab.waitFor('#over-http');
        return tab.id;
      },
      expect: {
        // Chromium falls back to nothing: it shows the 421.
        firefox: {
          badge: '1',
          incidents: { [HTTP_ONLY]: { status: 'misdirected' } },
          never: [words('popup_nothing_title')],
        },
      },
      afterwards: ({ driver }) => driver.httpsFirst(false),
    },
  ],
};

// What the popup and the badge say in situations where the browsers' events mislead. Prints a table at the end.
import { afterAll, expect, it } from 'vitest';
import type { BrowserName } from '../lab/site.js';
import { bodies } from './situations/bodies.js';
import { documents } from './situations/documents.js';
import { earlierPages } from './situations/earlier-pages.js';
import { http3 } from './situations/http3.js';
import { httpsFirst } from './situations/https-first.js';
import { protocols } from './situations/protocols.js';
import { look, type Said, type Situations } from './situations/situation.js';
import { workers } from './situations/workers.js';
import { inEachBrowser } from './stage.js';

const ALL: readonly Situations[] = [earlierPages, documents, workers, bodies, protocols, http3, httpsFirst];

const table = new Map<string, Partial<Record<BrowserName, Said>>>();

const cell = (said: Said | undefined): string =>
  said === undefined
    ? 'not run'
    : [
        `badge "${said.badge}"`,
        said.incidents.length === 0 ? `"${said.title}"` : said.incidents.join(', '),
        ...said.faults.map((fault) => `FALSE: ${fault}`),
      ].join('; ');

afterAll(() => {
  const rows = [...table].map(([title, said]) => [title, cell(said.chrome), cell(said.firefox)].join(' | '));
  const wrong = [...table.values()]
    .flatMap(({ chrome, firefox }) => [chrome, firefox])
    .filter((said) => said !== undefined && said.faults.length > 0).length;
  console.info(['situation | Chromium | Firefox', ...rows, `false claims: ${wrong}`].join('\n'));
});

inEachBrowser(
  'the popup and the badge say nothing that the browser did not show',
  (stage) => {
    for (const { title, arrange, expect: expected, afterwards } of ALL.flatMap(
      ({ situations }) => situations,
    )) {
      it(title, async ({ skip }) => {
        const here = stage();
        const claim = expected[here.kind];
        if (claim === undefined) return skip();
        try {
          const tabId = await arrange(here);
          const said = await look(here.driver, tabId, claim);
          table.set(title, { ...table.get(title), [here.kind]: said });
          expect(said.faults).toEqual([]);
        } finally {
          await afterwards?.(here);
        }
      });
    }
  },
  ALL.flatMap(({ sites }) => sites),
);

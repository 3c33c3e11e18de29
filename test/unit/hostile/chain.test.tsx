import fc from 'fast-check';
import { render } from 'preact-render-to-string';
import { describe, expect, test, vi } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import type { Incident } from '../../../src/model/incident.js';
import { incidentAsJson } from '../../../src/report/json.js';
import { mailFor } from '../../../src/report/mail.js';
import { incidentAsMarkdown } from '../../../src/report/markdown.js';
import { outsideCode } from '../report/commonmark.js';
import { OPTIONS } from '../report/incidents.js';
import { say } from '../report/say.js';
import { hostileCertificate, hostileIncident } from './incidents.js';

vi.mock('../../../src/platform/i18n.js', () => import('../ui/words.js'));
vi.mock('../../../src/platform/browser.js', () => ({
  browser: { runtime: { getManifest: () => ({ version: '1.2.3' }) } },
}));
vi.mock('../../../src/platform/target.js', () => ({ target: 'chromium' }));
vi.mock('../../../src/platform/bugs-url.js', () => ({
  bugsUrl: 'https://github.com/missent/missent/issues',
}));

// What a page has and this process has not, as far as it is asked before anything is drawn.
vi.stubGlobal('navigator', { platform: 'Linux x86_64' });

const { IncidentView } = await import('../../../src/ui/incident/incident-view.js');

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'about:', 'chrome:']);
const RUNS = 400;

/** What a browser would make of the text: names of elements, and their attributes. */
function elementsOf(
  html: string,
): { readonly name: string; readonly attributes: ReadonlyMap<string, string> }[] {
  return [...html.matchAll(/<([a-z][^\s/>]*)((?:"[^"]*"|[^">])*)>/gi)].map(([, name = '', rest = '']) => ({
    name: name.toLowerCase(),
    attributes: new Map(
      [...rest.matchAll(/([^\s=/]+)(?:=(?:"([^"]*)"|([^\s"]+)))?/g)].map(([, key = '', quoted, bare]) => [
        key.toLowerCase(),
        quoted ?? bare ?? '',
      ]),
    ),
  }));
}

test('markup would be seen', () => {
  const found = elementsOf(
    '<p title="a > b">x</p><img src=x onerror=alert(1)><a href="javascript:alert(1)">',
  );
  expect(found.map(({ name, attributes }) => [name, Object.fromEntries(attributes)])).toEqual([
    ['p', { title: 'a > b' }],
    ['img', { src: 'x', onerror: 'alert(1)' }],
    ['a', { href: 'javascript:alert(1)' }],
  ]);
});

describe('an incident of hostile text, from its diagnosis', () => {
  test('to the pixels: text alone, and no link that does anything', () => {
    let drawn = 0;
    fc.assert(
      fc.property(hostileIncident, hostileCertificate, fc.boolean(), (incident, certificate, spacious) => {
        const diagnosis = diagnose(incident, certificate);
        const html = render(
          <IncidentView {...{ incident, diagnosis, certificate, spacious }} level={2} withReport />,
        );
        for (const { name, attributes } of elementsOf(html)) {
          expect(['script', 'img', 'iframe', 'object', 'style', 'base', 'form']).not.toContain(name);
          expect([...attributes.keys()].filter((key) => /^on|^srcdoc$/.test(key))).toEqual([]);
          const href = attributes.get('href');
          if (href !== undefined && !href.startsWith('#')) {
            expect(SCHEMES, href).toContain(
              new URL(href.replaceAll('&amp;', '&'), 'https://base.example').protocol,
            );
          }
        }
        drawn++;
      }),
      { numRuns: RUNS },
    );
    console.log(`${drawn} hostile incidents drawn, seed ${fc.readConfigureGlobal()?.seed}`);
  });

  test('to the ticket, the mail and the JSON: whole, and no markup outside of code', () => {
    fc.assert(
      fc.property(
        hostileIncident,
        hostileCertificate,
        fc.boolean(),
        (incident, certificate, includePaths) => {
          const diagnosed = (one: Incident) => diagnose(one, certificate);
          const options = { ...OPTIONS, includePaths };
          const prose = outsideCode(incidentAsMarkdown(incident, diagnosed, options, say));
          expect(prose).not.toMatch(/(?<!\\)<(?!https?:\/\/[^<>\s]*>)/);
          const { url } = mailFor(incident, diagnosed, options, say);
          expect(new URL(url).protocol).toBe('mailto:');
          expect(() => JSON.parse(incidentAsJson(incident, diagnosed, options, say))).not.toThrow();
        },
      ),
      { numRuns: RUNS },
    );
  });
});

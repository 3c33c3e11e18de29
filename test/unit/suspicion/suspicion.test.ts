import { describe, expect, it } from 'vitest';
import { english } from '../../../scripts/docs/english.js';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import type { CertificateFacts } from '../../../src/model/tls.js';
import { seenIn } from '../../../src/suspicion/seen.js';
import { firstLook, SUSPICION_RULES, suspicionOf } from '../../../src/suspicion/suspicions.js';
import { incidentOf, type OccurrenceSketch, occurrenceOf } from '../../fixtures/build.js';
import { GOOD_PAGES, RECORDED_ERROR_PAGES } from '../../fixtures/suspected/look-alikes.js';
import { SUSPECT_PAGES } from '../../fixtures/suspected/pages.js';

interface Page {
  readonly url: string;
  readonly statusLine: string;
  readonly headers: readonly string[];
  readonly body: string;
}

const statusOf = ({ statusLine }: Page): number => Number(/ (\d{3})/.exec(statusLine)?.[1]);

const sketchOf = ({ url, statusLine, headers, body }: Page): OccurrenceSketch => ({
  ...{ url, statusLine, headers, body, outcome: 'suspected', bodyVia: 'stream' },
  status: statusOf({ url, statusLine, headers, body }),
});

/** A certificate that covers the page's host. */
const covering = ({ url }: Page): CertificateFacts => ({
  dnsNames: [new URL(url).hostname],
  addresses: [],
});

const seen = (page: Page) => seenIn(occurrenceOf(sketchOf(page)).exchange);

/** As Chrome hands a parsed document's text over. */
const parsed = (body: string): string => {
  if (!/<html|<title/i.test(body)) return body;
  return body
    .replace(/^[\s\S]*?<html/i, '<html')
    .replace(/<\/?(?:HTML|HEAD|TITLE|BODY|META|HR|H1|P|B)\b/g, (tag) => tag.toLowerCase())
    .replace(/<\/ HEAD >/g, '<!-- HEAD -->')
    .replace(/<table>\s*<tr>/g, '<table><tbody><tr>')
    .replace('&middot;', '·')
    .replace('&bull;', '•');
};

describe('pages that say a request is not theirs', () => {
  it.each(SUSPECT_PAGES)('$name', (page) => {
    for (const body of [page.body, parsed(page.body), `${page.body}${'<p>x</p>'.repeat(2000)}`]) {
      if (body.length > page.body.length + 99 && !/^(?:jetty|github)/.test(page.rule)) continue;
      expect(suspicionOf(seen(page), body)?.rule.id).toBe(page.rule);
    }
    const { findings } = diagnose(incidentOf(sketchOf(page)));
    expect([findings[0]?.cause, findings[0]?.confidence]).toEqual([page.cause, page.confidence]);
    const [shown] = diagnose(incidentOf(sketchOf(page)), covering(page)).findings;
    expect([shown?.cause, shown?.confidence]).toEqual([
      page.cause,
      page.confidenceWithCertificate ?? page.confidence,
    ]);
  });

  it.each(SUSPECT_PAGES)('of $name nothing is said of a 421 but that there was none', (page) => {
    const { findings, settles } = diagnose(incidentOf(sketchOf(page)));
    for (const { verdict, visitor, operator, evidence, steps } of findings) {
      const said = [
        ...[verdict, visitor, operator, settles],
        ...evidence.filter(({ id }) => id !== 'no-421').map(({ text }) => text),
        ...steps.flatMap(({ title, detail }) => [title, detail]),
      ];
      for (const one of said) if (one) expect(english(one)).not.toContain('421');
      expect(steps.some(({ audience }) => audience === 'visitor')).toBe(true);
      expect(verdict).toBeDefined();
    }
    expect(findings[0]?.steps.some(({ audience }) => audience === 'operator')).toBe(
      page.cause !== 'ip-literal',
    );
  });

  it('Jetty’s, past the browser’s warning of another name, is of its own certificate', () => {
    const [page] = SUSPECT_PAGES;
    if (!page) throw new Error('there is no page');
    const { findings } = diagnose(incidentOf({ ...sketchOf(page), tls: { domainMismatch: true } }));
    expect(findings.map(({ cause, confidence }) => `${cause} ${confidence}`)).toEqual([
      'certificate-mismatch likely',
      'origin-sni possible',
    ]);
  });

  it('each rule has its page here', () => {
    expect([...new Set(SUSPECT_PAGES.map(({ rule }) => rule))].toSorted()).toEqual(
      SUSPICION_RULES.map(({ id }) => id).toSorted(),
    );
  });

  it('no rule is surer than likely, and each names its source', () => {
    for (const { most, source } of SUSPICION_RULES) {
      expect(['possible', 'likely']).toContain(most);
      expect(source).not.toBe('');
    }
  });
});

describe('pages that say nothing of the kind', () => {
  it('are more than 300, of at least 40 programs', () => {
    expect(GOOD_PAGES.length).toBeGreaterThanOrEqual(300);
    expect(new Set(RECORDED_ERROR_PAGES.map(({ program }) => program)).size).toBeGreaterThanOrEqual(40);
  });

  it.each(GOOD_PAGES)('$name', (page) => {
    expect(suspicionOf(seen(page), page.body)).toBeUndefined();
    expect(suspicionOf(seen(page), parsed(page.body))).toBeUndefined();
  });

  it('nothing is read of a good response, and of an error page only where a rule names its writer', () => {
    for (const status of [200, 204, 206, 301, 304, 401, 404, 410, 418, 429, 451, 500, 502, 503]) {
      expect(
        firstLook({
          status,
          statusLine: `HTTP/1.1 ${status}`,
          host: 'shop.example',
          header: () => undefined,
        }),
      ).toBeUndefined();
    }
    for (const page of RECORDED_ERROR_PAGES) {
      const named = page.headers.some((line) =>
        /^(?:server: jetty|cache-control: must-revalidate,no-cache,no-store|content-type: text\/html; charset=iso-8859-1)/i.test(
          line,
        ),
      );
      if (!named) expect(firstLook(seen(page))).toBeUndefined();
    }
  });
});

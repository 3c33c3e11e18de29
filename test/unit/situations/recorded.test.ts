import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { CONFIDENCES } from '../../../src/model/cause.js';
import type { Finding } from '../../../src/model/diagnosis.js';
import type { Incident } from '../../../src/model/incident.js';
import { unknown } from '../../../src/model/known.js';
import type { CertificateFacts } from '../../../src/model/tls.js';
import { judged } from '../../fixtures/recorded/judged.js';
import { type Expected, recordedResponse, responseNames } from '../../fixtures/recorded/responses.js';
import { SITUATIONS } from '../../fixtures/situations/index.js';
import { type Browser, incidentIn, inShape } from '../../fixtures/situations/situation.js';

/**
 * What real programs wrote, in the shape in which each browser shows it, beside the situations. The labels were fixed from
 * the configurations before the rules ran.
 */
interface Row {
  readonly name: string;
  readonly first: Finding;
  readonly expected: Expected;
}

const BROWSERS = ['chromium', 'firefox'] as const satisfies readonly Browser[];

function rowOf(name: string, incident: Incident, expected: Expected, certificate?: CertificateFacts): Row {
  const first = diagnose(incident, certificate).findings[0];
  if (!first) throw new Error(`no finding for ${name}`);
  return { name, first, expected };
}

/** As a document, and as a script's request, whose body Chromium does not give. */
function rowsOf(name: string, browser: Browser): Row[] {
  const { response, expected } = recordedResponse(name, browser);
  return [
    rowOf(`${name} (${browser})`, incidentIn(browser, inShape(response, browser)), expected),
    rowOf(
      `${name} (${browser}, by fetch)`,
      incidentIn(
        browser,
        inShape(response, browser, {
          type: 'xmlhttprequest',
          initiator: 'https://app.example',
          page: unknown('not_for_this_type'),
          ...(browser === 'chromium' ? { body: null } : {}),
        }),
      ),
      browser === 'chromium' ? { ...expected, known: false } : expected,
    ),
  ];
}

const RECORDED: readonly Row[] = responseNames().flatMap((name) =>
  BROWSERS.flatMap((browser) => rowsOf(name, browser)),
);

const EARLIER: readonly Row[] = SITUATIONS.map(({ name, browser, incident, certificate, label }) =>
  rowOf(`${name} (${browser})`, incident, { ...label, known: label.top.length === 1 }, certificate),
);

const ROWS = [...RECORDED, ...EARLIER];

const judge = ({ first, expected }: Row) => judged(first, expected);

const says = ({ name, first, expected }: Row): string =>
  `${name}: ${first.cause}, ${first.confidence}; right is ${expected.top.join(' or ')}, at most ${expected.ceiling}`;

const share = (part: number, whole: number): string =>
  `${part} of ${whole}${whole === 0 ? '' : ` (${Math.round((100 * part) / whole)} %)`}`;

describe('what real programs wrote', () => {
  it('is at least 120 responses', () => {
    expect(responseNames().length).toBeGreaterThanOrEqual(120);
    expect(new Set(responseNames()).size).toBe(responseNames().length);
  });

  it.each(RECORDED.map((row) => [row.name, row] as const))('%s', (_, row) => {
    expect(judge(row), says(row)).toMatch(/^(?:right|honest)$/);
  });
});

describe('with the situations', () => {
  const at = (confidence: Finding['confidence']) =>
    ROWS.filter(({ first }) => first.confidence === confidence);

  it('certain is never wrong', () => {
    expect(
      at('certain')
        .filter((row) => judge(row) === 'wrong')
        .map(says),
    ).toEqual([]);
  });

  it('likely is never wrong, at least 150 times', () => {
    expect(at('likely').length).toBeGreaterThanOrEqual(150);
    expect(
      at('likely')
        .filter((row) => judge(row) === 'wrong')
        .map(says),
    ).toEqual([]);
  });

  it('prints how often each confidence was right', () => {
    const lines = CONFIDENCES.map((confidence) => {
      const rows = at(confidence);
      const named = rows.filter(({ first, expected }) => expected.top.includes(first.cause)).length;
      const truth = rows.filter(({ first, expected }) => first.cause === expected.truth).length;
      return `${confidence}: ${share(named, rows.length)} right; what was really wrong: ${share(truth, rows.length)}`;
    });
    const decidable = ROWS.filter(({ expected }) => expected.known);
    lines.push(
      `where the response decides: ${share(decidable.filter((row) => judge(row) === 'right').length, decidable.length)} right`,
      ...(['right', 'honest', 'missed', 'wrong'] as const).map(
        (verdict) => `${verdict}: ${share(ROWS.filter((row) => judge(row) === verdict).length, ROWS.length)}`,
      ),
    );
    console.log(lines.join('\n'));
    expect(lines.length).toBeGreaterThan(CONFIDENCES.length);
  });
});

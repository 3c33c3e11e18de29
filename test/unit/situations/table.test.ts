import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { CONFIDENCES } from '../../../src/model/cause.js';
import type { Diagnosis, Finding } from '../../../src/model/diagnosis.js';
import { SITUATIONS } from '../../fixtures/situations/index.js';
import { recordedNames } from '../../fixtures/situations/responses.js';
import type { Situation } from '../../fixtures/situations/situation.js';

interface Row {
  readonly situation: Situation;
  readonly diagnosis: Diagnosis;
  readonly first: Finding;
}

const ROWS: readonly Row[] = SITUATIONS.map((situation) => {
  const diagnosis = diagnose(situation.incident, situation.certificate);
  const first = diagnosis.findings[0];
  if (!first) throw new Error(`no finding for ${situation.name}`);
  return { situation, diagnosis, first };
});

const name = ({ situation }: Row): string => `${situation.name} (${situation.browser})`;

const decidable = ({ situation }: Row): boolean => situation.label.top.length === 1;

const rightFirst = ({ situation, first }: Row): boolean => situation.label.top.includes(first.cause);

const isTruth = ({ situation, first }: Row): boolean => first.cause === situation.label.truth;

/** Why nothing better than `unknown` was said. */
const whyUnknown = ({ situation, diagnosis }: Row): string => {
  const body = situation.incident.occurrences[0]?.body;
  const gateways = diagnosis.gateways.map((gateway) => gateway.name).join(', ');
  const page = !body?.known
    ? 'the body could not be had'
    : body.value.text === ''
      ? 'an empty body that no server is known by'
      : 'a page of words that no server is known by';
  return gateways === '' ? page : `${page}, by way of ${gateways}`;
};

const share = (rows: readonly Row[], holds: (row: Row) => boolean): string => {
  const right = rows.filter(holds).length;
  return rows.length === 0
    ? '-'
    : `${right} of ${rows.length} (${Math.round((100 * right) / rows.length)} %)`;
};

describe('the situations', () => {
  it('are at least 80, and use every recorded response', () => {
    expect(new Set(SITUATIONS.map((situation) => situation.name)).size).toBeGreaterThanOrEqual(80);
    expect(new Set(ROWS.map(name)).size).toBe(ROWS.length);
    const sources = SITUATIONS.map((situation) => situation.from).join('\n');
    const unused = recordedNames().filter(
      (recording) => !recording.includes('@') && !sources.includes(`recorded: ${recording} `),
    );
    expect(unused).toEqual([]);
  });

  it.each(ROWS.map((row) => [name(row), row] as const))('%s', (_, row) => {
    const { situation, diagnosis, first } = row;
    const { label } = situation;
    const seen = `${first.cause}, ${first.confidence}`;
    expect(label.top, `the first finding is ${seen}`).toContain(first.cause);
    expect(
      CONFIDENCES.indexOf(first.confidence),
      `${seen} is surer than ${label.ceiling}`,
    ).toBeLessThanOrEqual(CONFIDENCES.indexOf(label.ceiling));
    if (label.responder === 'none') expect(diagnosis.responder?.sure).not.toBe('certain');
    else expect(diagnosis.responder?.id).toBe(label.responder);
    expect(diagnosis.gateways.map((gateway) => gateway.id)).toEqual(label.gateways);
  });

  it('get no wrong certainty', () => {
    expect(ROWS.filter((row) => row.first.confidence === 'certain' && !isTruth(row)).map(name)).toEqual([]);
  });

  it('print their table', () => {
    const at = (confidence: Finding['confidence']) =>
      ROWS.filter(({ first }) => first.confidence === confidence);
    const unknowns = ROWS.filter(({ first }) => first.cause === 'unknown');
    const lines = [
      ...ROWS.map(
        (row) =>
          `${rightFirst(row) ? ' ' : '!'} ${name(row).padEnd(66)} ${row.first.cause.padEnd(22)} ${row.first.confidence.padEnd(9)} ${row.first.score}`,
      ),
      '',
      `situations: ${ROWS.length}, of ${new Set(SITUATIONS.map((situation) => situation.name)).size} kinds`,
      `decidable, first finding right: ${share(ROWS.filter(decidable), rightFirst)}`,
      `all, first finding among the right ones: ${share(ROWS, rightFirst)}`,
      `what was really wrong named first: certain ${share(at('certain'), isTruth)}, likely ${share(at('likely'), isTruth)}, possible ${share(at('possible'), isTruth)}`,
      `unknown: ${unknowns.length}`,
      ...unknowns.map((row) => `  ${name(row)}: ${whyUnknown(row)}`),
      'likely, and something else was wrong:',
      ...at('likely')
        .filter((row) => !isTruth(row))
        .map((row) => `  ${name(row)}: ${row.first.cause} said, ${row.situation.label.truth} true`),
    ];
    console.log(lines.join('\n'));
    expect(lines.length).toBeGreaterThan(ROWS.length);
  });
});

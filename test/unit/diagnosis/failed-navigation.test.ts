import { describe, expect, it } from 'vitest';
import { english } from '../../../scripts/docs/english.js';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { fileParts } from '../../../src/incidents/file/format.js';
import { readFile } from '../../../src/incidents/file/read-file.js';
import type { Incident } from '../../../src/model/incident.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

const MINUTE = 60_000;
const ADDRESS = '192.0.2.10';

const incident = (
  statusLine: string,
  parts: Partial<Pick<Incident, 'periods' | 'neighbours'>> = {},
): Incident =>
  incidentOf(
    {
      ...{
        url: 'https://api.shop.example/',
        outcome: 'suspected',
        status: 0,
        statusLine,
        protocol: 'unknown',
      },
      ...{ body: null, address: ADDRESS },
    },
    {
      periods: [],
      neighbours: [
        {
          ...{ host: 'www.shop.example', port: 443, address: ADDRESS, protocol: 'h2', lastStatus: 200 },
          ...{ firstSeen: NOON - MINUTE, lastSeen: NOON - 1000, count: 2, misdirected: 0 },
        },
      ],
      ...parts,
    },
  );
const wellBefore = {
  periods: [{ kind: 'answered' as const, from: NOON - 2 * MINUTE, to: NOON - MINUTE, count: 1 }],
};

const ROWS = [
  ['net::ERR_CERT_COMMON_NAME_INVALID', {}, 'certificate-mismatch'],
  ['SSL_ERROR_BAD_CERT_DOMAIN', {}, 'certificate-mismatch'],
  ['net::ERR_SSL_UNRECOGNIZED_NAME_ALERT', {}, 'host-not-served'],
  ['SSL_ERROR_UNRECOGNIZED_NAME_ALERT', {}, 'host-not-served'],
  ['SSL_ERROR_BAD_CERT_DOMAIN', wellBefore, 'balancer-inconsistent'],
  ['net::ERR_SSL_UNRECOGNIZED_NAME_ALERT', wellBefore, 'balancer-inconsistent'],
] as const;

describe.each(ROWS)('a navigation that failed with %s %o', (statusLine, parts, first) => {
  const diagnosis = diagnose(incident(statusLine, parts));

  it(`is perhaps ${first}, and perhaps the visitor's network`, () => {
    const { findings } = diagnosis;
    expect(findings[0]?.cause).toBe(first);
    expect(findings.at(-1)?.cause).toBe('client-middlebox');
    expect(new Set(findings.map(({ confidence }) => confidence))).toEqual(new Set(['possible']));
  });

  it('is settled on another network', () => {
    expect(diagnosis.settles && english(diagnosis.settles)).toBe('The same page on another network.');
  });

  it('names the rivals, the neighbour with its address, and no 421', () => {
    for (const { evidence, verdict, visitor, operator, steps } of diagnosis.findings) {
      expect(evidence.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['may-be-the-network', 'neighbour-well-in-between', 'no-421']),
      );
      const said = [
        ...[verdict, visitor, operator],
        ...evidence.filter(({ id }) => id !== 'no-421').map(({ text }) => text),
        ...steps.flatMap(({ title, detail }) => [title, detail]),
      ];
      for (const one of said) if (one) expect(english(one)).not.toContain('421');
      expect(steps.some(({ audience }) => audience === 'visitor')).toBe(true);
      expect(steps.some(({ audience }) => audience === 'operator')).toBe(true);
    }
  });

  it('comes through an export as it was', () => {
    const one = incident(statusLine, parts);
    expect(readFile(fileParts([one], NOON).join(''), NOON)).toEqual({ ok: true, incidents: [one] });
  });
});

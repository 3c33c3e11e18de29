import fc from 'fast-check';
import { expect, test } from 'vitest';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import type { Diagnosis } from '../../../src/model/diagnosis.js';
import type { Text } from '../../../src/model/text.js';
import { incidentOf } from '../../fixtures/build.js';
import { LONG_TEXTS } from '../../fixtures/hostile/long-texts.js';
import { hostileCertificate, hostileIncident } from '../hostile/incidents.js';

/** Every text of a diagnosis. */
function texts({ findings, ruledOut, responder, gateways, settles }: Diagnosis): readonly Text[] {
  return [
    ...findings.flatMap(({ verdict, visitor, operator, evidence, steps }) => [
      verdict,
      visitor,
      operator,
      ...evidence.map(({ text }) => text),
      ...steps.flatMap(({ title, detail, actions }) => [
        title,
        ...(detail ? [detail] : []),
        ...actions.flatMap((action) =>
          action.kind === 'config' && action.config.place ? [action.config.place] : [],
        ),
      ]),
    ]),
    ...ruledOut.map(({ reason }) => reason),
    ...[...(responder ? [responder] : []), ...gateways].map(({ by }) => by),
    ...(settles ? [settles] : []),
  ];
}

test('no incident makes it throw, and what it says is whole', () => {
  fc.assert(
    fc.property(hostileIncident, hostileCertificate, (hostile, names) => {
      const diagnosis = diagnose(hostile, names);
      const [first] = diagnosis.findings;
      expect(first).toBeDefined();
      for (const { confidence, evidence, score } of diagnosis.findings) {
        expect(Number.isFinite(score)).toBe(true);
        if (confidence !== 'certain') continue;
        expect(evidence.some(({ weight }) => weight === 'decides')).toBe(true);
        expect(evidence.every(({ weight }) => weight !== -3 && weight !== 'excludes')).toBe(true);
      }
      expect(diagnosis.findings.filter(({ confidence }) => confidence === 'certain').length).toBeLessThan(2);
      expect(diagnosis.settles === undefined).toBe(first?.confidence === 'certain');
      const fallen = new Set(diagnosis.ruledOut.map(({ cause }) => cause));
      expect(diagnosis.findings.some(({ cause }) => fallen.has(cause))).toBe(false);
      for (const { key, args } of texts(diagnosis)) {
        const { message } = messages[key];
        const wanted = [...message.matchAll(/\$(\d)/g)].map(([, digit]) => Number(digit));
        expect(args?.length ?? 0, key).toBe(Math.max(0, ...wanted));
      }
    }),
    { numRuns: 600 },
  );
});

test('long and nested text changes nothing of that', () => {
  for (const text of LONG_TEXTS) {
    const headers = ['server', 'via', 'x-cache', 'alt-svc', 'content-type'].map((name) => `${name}: ${text}`);
    expect(diagnose(incidentOf({ headers, body: text })).findings).not.toEqual([]);
  }
});

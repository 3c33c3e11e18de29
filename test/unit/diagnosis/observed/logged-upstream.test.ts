import { expect, it } from 'vitest';
import { diagnose } from '../../../../src/diagnosis/diagnose.js';
import type { PastedFacts } from '../../../../src/model/check.js';
import { incidentOf, NOON } from '../../../fixtures/build.js';

const page = 'https://b.example/';

/** Evidence of the causes by `cause/rule`, for a 421 of which only the status is known, with these log lines. */
function evidenceOf(...pasted: readonly Omit<PastedFacts, 'time'>[]): string[] {
  const incident = incidentOf({ url: page, time: NOON });
  const { findings } = diagnose({ ...incident, pasted: pasted.map((facts) => ({ time: NOON, ...facts })) });
  return findings.flatMap(({ cause, evidence }) => evidence.map(({ id }) => `${cause}/${id}`));
}

it('an upstream that gave the 421 speaks for the connection behind the gateway', () => {
  expect(evidenceOf({ program: 'envoy', reason: 'passed_on', host: 'b.example' })).toContain(
    'origin-sni/logged-passed-on',
  );
  expect(evidenceOf({ program: 'envoy', reason: 'passed_on', host: 'other.example' })).toEqual([]);
});

it('a server that refused by itself speaks for its own rule', () => {
  expect(evidenceOf({ program: 'envoy', reason: 'rule', host: 'b.example' })).toContain(
    'sni-host-check/logged-rule',
  );
});

it('that Apache refuses connections without SNI speaks weakly for a gateway that sends none', () => {
  const strict = { program: 'apache', reason: 'no_sni', sni: null } as const;
  expect(evidenceOf({ program: 'envoy', reason: 'passed_on', host: 'b.example' }, strict)).toContain(
    'origin-sni/logged-strict',
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incidentFrom, sessionFrom } from '../../../src/incidents/store/schema.js';
import { incidentOf } from '../../fixtures/build.js';

describe('what is read back from storage', () => {
  test('an incident comes back as it was written', () => {
    const incident = incidentOf([
      { body: '<h1>421</h1>', headers: ['server: nginx', 'server: Apache'], tls: { protocol: 'TLSv1.3' } },
      { body: null, outcome: 'recovered' },
    ]);
    expect(incidentFrom(structuredClone(incident))).toEqual(incident);
  });

  test('what a connection was opened for was a text before 0.2', () => {
    const stored = (openedFor: unknown) => {
      const incident = incidentOf({});
      const attempts = [{ time: 1, headers: [], protocol: 'h2', hidden: true, openedFor }];
      return incidentFrom({
        ...incident,
        occurrences: incident.occurrences.map((one) => ({ ...one, attempts })),
      })?.occurrences[0]?.attempts;
    };
    const now = { host: '[2001:db8::1]', port: 8443 };
    expect(stored(now)).toMatchObject([{ openedFor: now }]);
    expect(stored('[2001:db8::1]:8443')).toMatchObject([{ openedFor: now }]);
    expect(stored('nonsense')?.[0]).not.toHaveProperty('openedFor');
  });

  test('a record with one wrong field is no incident', () => {
    const incident = incidentOf({});
    expect(incidentFrom({ ...incident, count: 'three' })).toBeUndefined();
    expect(incidentFrom({ ...incident, status: 'gone' })).toBeUndefined();
    expect(
      incidentFrom({ ...incident, authority: { ...incident.authority, scheme: 'javascript' } }),
    ).toBeUndefined();
  });

  test('nothing that may be found there makes it throw', () => {
    fc.assert(
      fc.property(fc.anything(), (record) => {
        expect(incidentFrom(record)).toBeUndefined();
        expect(sessionFrom(record)).toBeUndefined();
      }),
      { seed: 421, numRuns: 500 },
    );
  });
});

import { expect, test } from 'vitest';
import { caseOf } from '../../../src/ui/case.js';
import { incidentOf } from '../../fixtures/build.js';

test('an incident is diagnosed again only after it changed', async () => {
  const incident = incidentOf({});
  const first = await caseOf(incident);
  expect(await caseOf(structuredClone(incident))).toBe(first);
  const changed = await caseOf({ ...incident, count: 2 });
  expect(changed).not.toBe(first);
  expect(changed.incident.count).toBe(2);
});

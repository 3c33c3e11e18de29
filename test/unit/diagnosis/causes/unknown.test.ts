import { expect, test } from 'vitest';
import { CUSTOM, NGINX } from '../../../fixtures/server-pages.js';
import { diagnosed, findingOf, verdictOf } from '../read.js';

test('a custom error page, with or without a server’s name', () => {
  expect(verdictOf(diagnosed(CUSTOM))).toBe('unknown possible');
  expect(verdictOf(diagnosed({ ...CUSTOM, headers: [...CUSTOM.headers, 'Server: nginx'] }))).toBe(
    'unknown possible',
  );
  expect(verdictOf(diagnosed({ ...CUSTOM, headers: [...CUSTOM.headers, 'Server: Apache'] }))).toBe(
    'unknown possible',
  );
});

test('says what would settle it: first of all the page, where it could not be read', () => {
  expect(diagnosed(CUSTOM).settles?.key).toBe('doubt_unknown');
  expect(diagnosed({ headers: [], body: null, type: 'image' }).settles?.key).toBe(
    'doubt_unknown_body_unseen',
  );
});

test('offers the checks to the visitor and commands to the operator', () => {
  const steps = findingOf(diagnosed(CUSTOM), 'unknown')?.steps ?? [];
  expect(steps[0]).toMatchObject({ audience: 'visitor', actions: [{ kind: 'run_checks' }] });
  expect(
    steps.filter(({ audience }) => audience === 'operator').flatMap(({ actions }) => actions).length,
  ).toBeGreaterThan(2);
});

test('does not stand where something is known', () => {
  expect(findingOf(diagnosed(NGINX), 'unknown')).toBeUndefined();
});

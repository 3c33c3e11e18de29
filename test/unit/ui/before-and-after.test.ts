import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import type { CheckResult } from '../../../src/model/check.js';
import { beforeAndAfter } from '../../../src/ui/checks/before-and-after.js';
import { incidentOf } from '../../fixtures/build.js';
import { APACHE } from '../../fixtures/server-pages.js';
import { CHROMIUM, check, neighbour, response } from '../diagnosis/read.js';

const changeOf = (checks: readonly CheckResult[]) => {
  const incident = incidentOf(
    { ...APACHE, method: 'POST', type: 'xmlhttprequest', body: null },
    { checks, agent: CHROMIUM, neighbours: [neighbour('www.example')] },
  );
  return beforeAndAfter(incident, diagnose(incident), undefined);
};

test('a proof shows what the verdict was before, what it is now, and by what', () => {
  const change = changeOf([
    check(
      'sharing',
      [response(200, { url: 'https://www.example/' }), response(421, { method: 'OPTIONS' }), response(200)],
      { neighbour: 'www.example' },
    ),
  ]);
  expect(change?.words).toHaveLength(2);
  expect(change?.reason?.key).toMatch(/shar/);
});

test('checks that decide nothing say that it is as it was', () => {
  const change = changeOf([check('repeat', [response(503)])]);
  expect(change?.words).toHaveLength(1);
  expect(change?.words[0].key).toMatch(/^check_row_still_/);
  expect(change?.reason).toBeUndefined();
});

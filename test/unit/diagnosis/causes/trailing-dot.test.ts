import { expect, test } from 'vitest';
import { APACHE, CUSTOM, JSON_RESPONSE } from '../../../fixtures/server-pages.js';
import { check, diagnosed, evidenceIds, findingOf, response, ruledOut, verdictOf } from '../read.js';

const dotted = { url: 'https://shop.example./' };

test('a dot at the end of the name is likely the cause, whoever refuses', () => {
  expect(verdictOf(diagnosed({ ...APACHE, ...dotted }))).toBe('trailing-dot likely');
  expect(verdictOf(diagnosed({ ...CUSTOM, ...dotted }))).toBe('trailing-dot likely');
});

test('certain once the name without it answers', () => {
  const diagnosis = diagnosed(
    { ...APACHE, ...dotted },
    { checks: [check('repeat', [response(421)]), check('without_dot', [response(200)])] },
  );
  expect(verdictOf(diagnosis)).toBe('trailing-dot certain');
});

test('excluded if the name without it is refused as well', () => {
  const diagnosis = diagnosed({ ...APACHE, ...dotted }, { checks: [check('without_dot', [response(421)])] });
  expect(ruledOut(diagnosis)['trailing-dot']).toBe('evidence_without_dot_refused');
});

test('the first step opens the same place without the dot, port kept', () => {
  const diagnosis = diagnosed({ ...APACHE, url: 'https://shop.example.:8443/cart?id=1' });
  expect(findingOf(diagnosis, 'trailing-dot')?.steps[0]?.actions).toEqual([
    { kind: 'open', url: 'https://shop.example:8443/' },
  ]);
});

test('against it: it answers again, or the response is an application’s', () => {
  const again = diagnosed({ ...CUSTOM, ...dotted }, { checks: [check('repeat', [response(200)])] });
  expect(findingOf(again, 'trailing-dot')).toBeUndefined();
  expect(evidenceIds(diagnosed({ ...JSON_RESPONSE, ...dotted }), 'trailing-dot')).toContain('data-format');
});

test('a name without a dot says nothing', () => {
  expect(findingOf(diagnosed(APACHE), 'trailing-dot')).toBeUndefined();
});

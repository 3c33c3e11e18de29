import { expect, test } from 'vitest';
import { CUSTOM } from '../pages.js';
import { diagnosed, evidenceIds, FIREFOX, findingOf, neighbour, ruledOut, verdictOf } from '../read.js';

const healed = (altSvc: string) =>
  ({
    outcome: 'recovered',
    status: 200,
    headers: ['Content-Type: text/html,text/html', `Alt-Svc: ${altSvc}`],
  }) as const;

test('a 421 over HTTP/3 that surfaced', () => {
  expect(verdictOf(diagnosed({ ...CUSTOM, protocol: 'h3' }))).toBe('alternative-service possible');
});

test('healed, and the host names another server', () => {
  const diagnosis = diagnosed(healed('h3="edge.example:443"; ma=3600'), { agent: FIREFOX });
  expect(evidenceIds(diagnosis, 'alternative-service')).toEqual(['healed-with-other-host']);
});

test('healed, and the host offers HTTP/3 by itself', () => {
  const alone = diagnosed(healed('h3=":443"'), { agent: FIREFOX });
  expect(evidenceIds(alone, 'alternative-service')).toEqual(['healed-with-alt-svc']);
  const shared = diagnosed(healed('h3=":443"'), {
    agent: FIREFOX,
    neighbours: [neighbour('www.shop.example')],
  });
  expect(findingOf(shared, 'alternative-service')).toBeUndefined();
});

test('excluded where the retry used no alternative', () => {
  expect(ruledOut(diagnosed(CUSTOM))['alternative-service']).toBe('evidence_retried_without_alternative');
});

test('Alt-Svc in the 421 itself must be ignored (RFC 7838 section 6)', () => {
  const diagnosis = diagnosed({ ...CUSTOM, headers: ['Alt-Svc: h3="edge.example:443"'] });
  expect(findingOf(diagnosis, 'alternative-service')).toBeUndefined();
});

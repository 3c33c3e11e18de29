import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../../src/model/attempt.js';
import { CUSTOM } from '../../../fixtures/server-pages.js';
import {
  attempt,
  diagnosed,
  evidenceIds,
  evidenceOf,
  FIREFOX,
  findingOf,
  neighbour,
  ruledOut,
  verdictOf,
} from '../read.js';

const recovered = (altSvc: string) =>
  ({
    outcome: 'recovered',
    status: 200,
    headers: ['Content-Type: text/html,text/html', `Alt-Svc: ${altSvc}`],
  }) as const;

test('a 421 over HTTP/3 that surfaced', () => {
  expect(verdictOf(diagnosed({ ...CUSTOM, protocol: 'h3' }))).toBe('alternative-service possible');
});

test('recovered, and the host names another server', () => {
  const diagnosis = diagnosed(recovered('h3="edge.example:443"; ma=3600'), { agent: FIREFOX });
  expect(evidenceIds(diagnosis, 'alternative-service')).toEqual(['recovered-with-other-host']);
});

test('recovered, and the host offers HTTP/3 by itself', () => {
  const alone = diagnosed(recovered('h3=":443"'), { agent: FIREFOX });
  expect(evidenceIds(alone, 'alternative-service')).toEqual(['recovered-with-alt-svc']);
  const shared = diagnosed(recovered('h3=":443"'), {
    agent: FIREFOX,
    neighbours: [neighbour('www.shop.example')],
  });
  expect(findingOf(shared, 'alternative-service')).toBeUndefined();
});

describe('a log shows a 421 over HTTP/3 that was recovered over HTTP/2', () => {
  const recoveredOverH2 = (refused: Partial<Attempt>) =>
    diagnosed(
      {
        outcome: 'recovered',
        status: 200,
        attempts: [attempt(421, { hidden: true, protocol: 'h3', ...refused }), attempt(200)],
      },
      { neighbours: [neighbour('www.shop.example')] },
    );

  test('likely on a connection of the host’s own, which was not shared', () => {
    const diagnosis = recoveredOverH2({});
    expect(verdictOf(diagnosis)).toBe('alternative-service likely');
    expect(evidenceOf(diagnosis, 'alternative-service')).toMatchObject([
      { id: 'log-recovered-without-http3', text: { args: ['HTTP/2'] } },
    ]);
    expect(ruledOut(diagnosis)['coalesced-connection']).toBe('evidence_log_own_connection');
    expect(findingOf(diagnosis, 'balancer-inconsistent')).toBeUndefined();
  });

  test('possible beside the sharing, where the connection was another host’s', () => {
    const diagnosis = recoveredOverH2({ shared: true, openedFor: { host: 'www.shop.example', port: 443 } });
    expect(evidenceIds(diagnosis, 'alternative-service')).toEqual(['log-shared-recovered-without-http3']);
    expect(diagnosis.findings[0]?.confidence).toBe('possible');
  });

  test('what the log shows counts, and not that HTTP/3 was offered', () => {
    const diagnosis = diagnosed({
      ...recovered('h3=":443"'),
      attempts: [attempt(421, { hidden: true }), attempt(200)],
    });
    expect(findingOf(diagnosis, 'alternative-service')).toBeUndefined();
  });
});

test('excluded where the retry used no alternative', () => {
  expect(ruledOut(diagnosed(CUSTOM))['alternative-service']).toBe('evidence_retried_without_alternative');
});

test('Alt-Svc in the 421 itself must be ignored (RFC 7838 section 6)', () => {
  const diagnosis = diagnosed({ ...CUSTOM, headers: ['Alt-Svc: h3="edge.example:443"'] });
  expect(findingOf(diagnosis, 'alternative-service')).toBeUndefined();
});

import { causeOf } from '../../diagnosis/causes/index.js';
import type { Route } from '../../diagnosis/route/route.js';
import { routeOf } from '../../diagnosis/route/route-of.js';
import { authorityOf } from '../../model/authority.js';
import type { CauseId } from '../../model/cause.js';
import type { Diagnosis, Finding } from '../../model/diagnosis.js';
import { type Incident, incidentKey } from '../../model/incident.js';
import { text } from '../../model/text.js';

const SITE = 'https://shop.example/';

/** The picture of a cause as such: with a sample host, and no product that was recognised. */
export function sampleRoute(cause: CauseId): Route {
  const finding: Finding = {
    cause,
    hop: 'unknown',
    fixedBy: 'nobody-known',
    confidence: 'certain',
    score: 0,
    headline: text('learn_title'),
    verdict: text('learn_title'),
    visitor: text('learn_title'),
    operator: text('learn_title'),
    evidence: [],
    steps: [],
  };
  const diagnosis: Diagnosis = { findings: [finding], ruledOut: [], gateways: [] };
  return routeOf(sampleIncident(causeOf(cause).sampleUrl ?? SITE), finding, diagnosis);
}

function sampleIncident(url: string): Incident {
  const authority = authorityOf(url) ?? { scheme: 'https', host: 'shop.example', port: 443 };
  const context = { kind: 'normal' } as const;
  return {
    id: incidentKey(authority, context),
    authority,
    context,
    agent: { name: 'other' },
    status: 'misdirected',
    firstSeen: 0,
    lastSeen: 0,
    count: 1,
    occurrences: [],
    periods: [],
    neighbours: [
      {
        host: 'www.example',
        port: authority.port,
        address: '192.0.2.10',
        protocol: 'h2',
        firstSeen: 0,
        lastSeen: 0,
        count: 1,
        lastStatus: 200,
        misdirected: 0,
      },
    ],
    checks: [],
    pasted: [],
  };
}

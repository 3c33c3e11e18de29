import type { Diagnosis, Evidence, Finding } from '../../model/diagnosis.js';
import { text } from '../../model/text.js';
import { failureOf } from '../../suspicion/failures.js';
import type { SuspicionRule } from '../../suspicion/rule.js';
import { seenIn } from '../../suspicion/seen.js';
import { type Suspicion, suspicionOf } from '../../suspicion/suspicions.js';
import { causeOf, unknownCause } from '../causes/index.js';
import { PRODUCTS } from '../products/index.js';
import { gatewayAlternatives } from '../steps.js';
import type { Facts } from '../types.js';
import { diagnoseFailedNavigation } from './failed-navigation.js';
import { findingOf } from './finding.js';
import { READINGS, type Reading } from './meanings.js';

/** Says what may have gone wrong where no 421 was seen: what the page's own words or the failure mean, at most `likely`. */
export function diagnoseSuspected(facts: Facts): Diagnosis {
  const failure = failureOf(facts.occurrence.exchange.response.statusLine);
  if (failure !== undefined) return diagnoseFailedNavigation(facts, failure);
  const suspicion = suspicionOf(seenIn(facts.occurrence.exchange), facts.body);
  if (!suspicion) return { findings: [undecided(facts)], ruledOut: [], gateways: [], settles: settles() };
  const { rule } = suspicion;
  const writer = writerOf(rule, suspicion.words);
  // The CDN stands in front of the server that it could not reach.
  const isGateway = rule.meaning === 'origin-tls' || rule.meaning === 'no-origin';
  return {
    findings: READINGS[rule.meaning](facts, rule).map((reading, place) =>
      suspicionFinding(reading, place, facts, suspicion),
    ),
    ruledOut: [],
    ...(isGateway ? {} : { responder: writer }),
    gateways: isGateway ? [writer] : [],
    settles: settles(),
  };
}

const settles = () => text('suspected_settles');

const writerOf = (rule: SuspicionRule, words: string): NonNullable<Diagnosis['responder']> => ({
  id: PRODUCTS.find(({ name }) => name === rule.writer)?.id ?? rule.id,
  name: rule.writer,
  by: text('product_by_sentence', words),
  sure: 'likely',
});

function suspicionFinding(
  reading: Reading,
  place: number,
  facts: Facts,
  { rule, words }: Suspicion,
): Finding {
  const evidence: readonly Evidence[] = [
    {
      id: rule.id,
      weight: rule.most === 'likely' ? 3 : 2,
      text: text(
        'suspected_evidence_page',
        String(facts.occurrence.exchange.response.status),
        rule.writer,
        words,
      ),
      source: rule.source,
    },
    ...(reading.cause === 'certificate-mismatch' && facts.tls?.domainMismatch
      ? [
          {
            id: 'certificate-lacks-host',
            weight: 3 as const,
            text: text('evidence_certificate_lacks_host', facts.authority.host),
            source: 'RFC 9525 section 6: the browser compared the names',
          },
        ]
      : []),
  ];
  return findingOf(reading, {
    ...(reading.cause === 'host-not-served' && rule.kind !== 'server' ? { hop: 'edge' } : {}),
    confidence: place === 0 ? (reading.most ?? rule.most) : 'possible',
    score: evidence.length + 1 - place,
    evidence,
    ...(reading.byGateway ? { steps: gatewayAlternatives(causeOf(reading.cause), facts) } : {}),
  });
}

/** Recorded by a rule that this version does not have, or its body is not known any more. */
const undecided = ({ authority }: Facts): Finding => ({
  cause: unknownCause.id,
  hop: unknownCause.hop,
  fixedBy: unknownCause.fixedBy,
  confidence: 'possible',
  score: 0,
  headline: text('suspected_headline'),
  verdict: text('suspected_headline'),
  visitor: text('suspected_visitor', authority.host),
  operator: text('suspected_evidence_no_421'),
  evidence: [],
  steps: [],
});

import type { Diagnosis, Evidence, Finding } from '../../model/diagnosis.js';
import { groupsOf, STEP_GROUPS, type Step } from '../../model/step.js';
import { text } from '../../model/text.js';
import type { SuspicionRule } from '../../suspicion/rule.js';
import { seenIn } from '../../suspicion/seen.js';
import { type Suspicion, suspicionOf } from '../../suspicion/suspicions.js';
import { causeOf, unknownCause } from '../causes/index.js';
import { PRODUCTS } from '../products/index.js';
import { gatewayAlternatives } from '../steps.js';
import type { Facts } from '../types.js';
import { READINGS, type Reading } from './meanings.js';

/** Says what may have gone wrong where no 421 was seen: what the page's own words mean, and never more than `likely`. */
export function diagnoseSuspected(facts: Facts): Diagnosis {
  const suspicion = suspicionOf(seenIn(facts.occurrence.exchange), facts.body);
  if (!suspicion) return { findings: [undecided(facts)], ruledOut: [], gateways: [], settles: settles() };
  const { rule } = suspicion;
  const writer = writerOf(rule, suspicion.words);
  // The CDN stands in front of the server that it could not reach.
  const isGateway = rule.meaning === 'origin-tls' || rule.meaning === 'no-origin';
  return {
    findings: READINGS[rule.meaning](facts, rule).map((reading, place) =>
      findingOf(reading, place, facts, suspicion),
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

function findingOf(reading: Reading, place: number, facts: Facts, { rule, words }: Suspicion): Finding {
  const cause = causeOf(reading.cause);
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
    {
      id: 'no-421',
      weight: -1,
      text: text('suspected_evidence_no_421'),
      source: 'RFC 9110 section 15.5.20: a server that means it may say 421',
    },
  ];
  return {
    cause: reading.cause,
    hop: reading.cause === 'host-not-served' && rule.kind !== 'server' ? 'edge' : cause.hop,
    fixedBy: cause.fixedBy,
    confidence: place === 0 ? (reading.most ?? rule.most) : 'possible',
    score: evidence.length - place,
    headline: text('suspected_headline'),
    verdict: reading.verdict,
    visitor: reading.visitor,
    operator: reading.operator,
    evidence,
    steps: grouped([...reading.steps, ...(reading.byGateway ? gatewayAlternatives(cause, facts) : [])]),
  };
}

/** The visitor's first, then the operator's by what they are for. */
const grouped = (steps: readonly Step[]): readonly Step[] => [
  ...steps.filter(({ audience }) => audience === 'visitor'),
  ...groupsOf(steps)
    .toSorted((a, b) => STEP_GROUPS.indexOf(a.group) - STEP_GROUPS.indexOf(b.group))
    .flatMap((group) => group.steps),
];

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

import type { Diagnosis, Evidence, Finding } from '../../model/diagnosis.js';
import { groupsOf, STEP_GROUPS, type Step } from '../../model/step.js';
import { type Text, text } from '../../model/text.js';
import { failureOf } from '../../suspicion/failures.js';
import type { SuspicionRule } from '../../suspicion/rule.js';
import { seenIn } from '../../suspicion/seen.js';
import { type Suspicion, suspicionOf } from '../../suspicion/suspicions.js';
import { CAUSES, unknownCause } from '../causes/index.js';
import { PRODUCTS } from '../products/index.js';
import { gatewayAlternatives } from '../steps.js';
import type { Cause, Facts, Reading, Suspect } from '../types.js';
import { failureEvidence, recentlyWell } from './failed-navigation.js';

/**
 * Says what may have gone wrong where no 421 was seen: what the page's own words mean, at most `likely`, or the failure of
 * a navigation, at most `possible`.
 */
export function diagnoseSuspected(facts: Facts): Diagnosis {
  const failure = failureOf(facts.occurrence.exchange.response.statusLine);
  if (failure !== undefined) {
    const well = recentlyWell(facts);
    const suspect: Suspect = { by: 'failure', meaning: failure, recentlyWell: well };
    return { ...found(facts, suspect, failureEvidence(facts, failure, well)), gateways: [] };
  }
  const suspicion = suspicionOf(seenIn(facts.occurrence.exchange), facts.body);
  if (!suspicion) return { findings: [undecided(facts)], ruledOut: [], gateways: [], settles: settles() };
  const { rule } = suspicion;
  const writer = writerOf(rule, suspicion.words);
  // The CDN stands in front of the server that it could not reach.
  const isGateway = rule.meaning === 'origin-tls' || rule.meaning === 'no-origin';
  return {
    ...found(facts, { by: 'page', meaning: rule.meaning, rule }, [pageEvidence(facts, suspicion)]),
    ...(isGateway ? {} : { responder: writer }),
    gateways: isGateway ? [writer] : [],
  };
}

/** The causes that fit, the nearest first, and what would settle it. */
function found(
  facts: Facts,
  suspect: Suspect,
  shared: readonly Evidence[],
): Pick<Diagnosis, 'findings' | 'ruledOut'> & { readonly settles: Text } {
  const readings = CAUSES.flatMap((cause) => {
    const reading = cause.suspected?.(facts, suspect);
    return reading ? [{ cause, reading }] : [];
  }).toSorted((a, b) => a.reading.place - b.reading.place);
  const findings = readings.map(({ cause, reading }, place): Finding => {
    const evidence = [...shared, ...(reading.evidence ?? [])];
    return {
      cause: cause.id,
      hop: reading.hop ?? cause.hop,
      fixedBy: cause.fixedBy,
      confidence: place === 0 && suspect.by === 'page' ? (reading.most ?? suspect.rule.most) : 'possible',
      score: suspect.by === 'page' ? evidence.length + 1 - place : readings.length - place,
      headline: text('suspected_headline'),
      verdict: reading.verdict,
      visitor: reading.visitor ?? visitor(facts, suspect),
      operator: reading.operator,
      evidence: [...evidence, NO_421],
      steps: grouped(stepsOf(cause, reading, facts)),
    };
  });
  const better = readings.find(({ reading }) => reading.settles)?.reading.settles;
  return { findings, ruledOut: [], settles: better ?? settles() };
}

const visitor = ({ authority }: Facts, { by }: Suspect): Text =>
  text(by === 'page' ? 'suspected_visitor' : 'suspected_visitor_failed', authority.host);

const stepsOf = (cause: Cause, { steps, byGateway }: Reading, facts: Facts): readonly Step[] =>
  byGateway ? [...steps, ...gatewayAlternatives(cause, facts)] : steps;

const settles = () => text('suspected_settles');

const writerOf = (rule: SuspicionRule, words: string): NonNullable<Diagnosis['responder']> => ({
  id: PRODUCTS.find(({ name }) => name === rule.writer)?.id ?? rule.id,
  name: rule.writer,
  by: text('product_by_sentence', words),
  sure: 'likely',
});

const pageEvidence = (facts: Facts, { rule, words }: Suspicion): Evidence => ({
  id: rule.id,
  weight: rule.most === 'likely' ? 3 : 2,
  text: text(
    'suspected_evidence_page',
    String(facts.occurrence.exchange.response.status),
    rule.writer,
    words,
  ),
  source: rule.source,
});

const NO_421: Evidence = {
  id: 'no-421',
  weight: -1,
  text: text('suspected_evidence_no_421'),
  source: 'RFC 9110 section 15.5.20: a server that means it may say 421',
};

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

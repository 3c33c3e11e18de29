import type { Diagnosis, Finding, RecognisedProduct, RuledOut } from '../model/diagnosis.js';
import type { Incident } from '../model/incident.js';
import type { VisitorStep } from '../model/step.js';
import type { CertificateFacts } from '../model/tls.js';
import { CAUSES, causeOf, unknownCause } from './causes/index.js';
import { readFacts } from './facts.js';
import { fixedByOf, headlineOf } from './headline.js';
import { recovered } from './observed/page.js';
import { provenOpener } from './observed/retry.js';
import { nameOf } from './observed/route.js';
import { ownWords } from './own-words.js';
import { recognise } from './products/index.js';
import { product as unknownGateway } from './products/unknown-gateway/index.js';
import { BAR, confidenceAt, rank } from './rank.js';
import { stepsOf } from './steps.js';
import type { Facts, ProductMatch } from './types.js';
import { type Weighed, weigh } from './weigh.js';

/**
 * Says what most likely went wrong in one incident of a 421, on what evidence, and what to do. Pure and total: headers
 * and bodies are hostile text, and no incident makes it throw. `certificate` is what was read out of the leaf that the
 * browser showed, where it showed one.
 */
export function diagnoseRefusal(incident: Incident, certificate?: CertificateFacts): Diagnosis {
  const raw = readFacts(incident, certificate);
  const facts: Facts = { ...raw, ...recognise(raw) };
  const weighed = CAUSES.map((cause) => weigh(cause, facts));
  const ranked = rank(weighed);
  const findings = cheapestFirst(findingsOf(ranked, facts), facts);
  const first = findings[0];
  const said = first && causeOf(first.cause).quotesResponse ? ownWords(raw) : undefined;
  const opener = provenOpener(facts);
  return {
    findings,
    ruledOut: ruledOutOf(weighed),
    ...(facts.responder ? { responder: shown(facts.responder) } : {}),
    gateways: facts.gateways.map(shown),
    ...(opener === undefined ? {} : { opener }),
    ...(said ? { ownWords: said } : {}),
    ...(first && first.confidence !== 'certain' ? { settles: causeOf(first.cause).settles(facts) } : {}),
  };
}

function findingsOf(ranked: readonly Weighed[], facts: Facts): readonly Finding[] {
  const findings = ranked.map(({ cause, evidence, score }, place): Finding => {
    const confidence = confidenceAt(ranked, place);
    return {
      cause: cause.id,
      hop: cause.hopOf?.(facts) ?? cause.hop,
      fixedBy: fixedByOf(cause, facts),
      confidence,
      score,
      headline: headlineOf(cause, facts, confidence),
      verdict: cause.verdict(facts),
      visitor: cause.visitor(facts),
      operator: cause.operator(facts),
      evidence,
      steps: stepsOf(cause, facts, confidence),
    };
  });
  if ((ranked[0]?.score ?? 0) >= BAR) return findings;
  return [unknownFinding(facts), ...findings];
}

const unknownFinding = (facts: Facts): Finding => ({
  cause: unknownCause.id,
  hop: unknownCause.hop,
  fixedBy: unknownCause.fixedBy,
  confidence: 'possible',
  score: 0,
  headline: headlineOf(unknownCause, facts, 'possible'),
  verdict: unknownCause.verdict(facts),
  visitor: unknownCause.visitor(facts),
  operator: unknownCause.operator(facts),
  evidence: [],
  steps: stepsOf(unknownCause, facts, 'possible'),
});

const ruledOutOf = (weighed: readonly Weighed[]): readonly RuledOut[] =>
  weighed
    .toSorted((a, b) => Number(b.cause.isSharing ?? false) - Number(a.cause.isSharing ?? false))
    .flatMap(({ cause, evidence }): RuledOut[] => {
      const reason = evidence.find(({ weight }) => weight === 'excludes');
      return reason ? [{ cause: cause.id, reason: reason.text }] : [];
    });

const shown = (match: ProductMatch): RecognisedProduct => ({
  id: match.product.id,
  name: nameOf(match),
  ...(match.product === unknownGateway ? { unnamed: true } : {}),
  by: match.by,
  sure: match.sure,
});

/**
 * Where the first finding is only possible, a visitor begins with the cheapest harmless step of any finding: that costs
 * a click, whichever of them it is.
 */
function cheapestFirst(findings: readonly Finding[], facts: Facts): readonly Finding[] {
  const [first, ...others] = findings;
  if (first?.confidence !== 'possible' || recovered(facts)) return findings;
  const cheapest = findings
    .flatMap(({ steps }) => steps.filter(isTrial))
    .toSorted((a, b) => a.trial - b.trial)
    .at(0);
  if (cheapest === undefined) return findings;
  const steps = [cheapest, ...first.steps.filter(({ id }) => id !== cheapest.id)];
  return [{ ...first, steps }, ...others];
}

type Trial = VisitorStep & { readonly trial: number };

const isTrial = (step: Finding['steps'][number]): step is Trial =>
  step.audience === 'visitor' && step.trial !== undefined;

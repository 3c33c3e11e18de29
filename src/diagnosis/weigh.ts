import type { Evidence, Weight } from '../model/diagnosis.js';
import { text } from '../model/text.js';
import { cacheHit, provenAge } from './observed/cache.js';
import { surfaced } from './observed/page.js';
import { byProgram } from './observed/program.js';
import { sharingOpen } from './observed/retry.js';
import { siteGateway } from './observed/route.js';
import type { Cause, Facts, ProductMatch, Rule } from './types.js';

/** A cause with all that was observed for and against it. */
export interface Weighed {
  readonly cause: Cause;
  readonly evidence: readonly Evidence[];
  readonly score: number;
  readonly decided: boolean;
  readonly excluded: boolean;
}

/** Deciding evidence outweighs two strong observations. */
const DECIDING_SCORE = 6;

export function weigh(cause: Cause, facts: Facts): Weighed {
  const evidence = withoutTls(cause, facts, [
    ...ruleEvidence(cause, facts),
    ...implicationEvidence(cause, facts),
  ]).toSorted((a, b) => order(b.weight) - order(a.weight));
  return {
    cause,
    evidence,
    score: evidence.reduce((sum, { weight }) => sum + points(weight), 0),
    decided: evidence.some(({ weight }) => weight === 'decides'),
    excluded: evidence.some(({ weight }) => weight === 'excludes'),
  };
}

/**
 * The browser spoke plain http and no gateway shows, so no SNI is known to have been sent: what compares it falls. A
 * cause that nothing speaks for needs no word of it.
 */
function withoutTls(cause: Cause, facts: Facts, evidence: readonly Evidence[]): readonly Evidence[] {
  const bare = surfaced(facts) && facts.authority.scheme === 'http' && siteGateway(facts) === undefined;
  if (!cause.needsTls || !bare || !evidence.some(({ weight }) => points(weight) > 0)) return evidence;
  return [
    ...evidence,
    {
      id: 'no-tls-seen',
      weight: 'excludes',
      text: text(byProgram(facts) ? 'evidence_no_tls_seen_program' : 'evidence_no_tls_seen'),
      source: 'RFC 6066 section 3: the server name is a part of the TLS handshake',
    },
  ];
}

function ruleEvidence(cause: Cause, facts: Facts): Evidence[] {
  const found: Evidence[] = [];
  for (const rule of cause.rules) {
    const seen = rule.observe(facts);
    if (seen === false) continue;
    found.push({
      id: rule.id,
      weight: stored(facts, cause, rule) ? weaken(rule.weight, 'likely') : rule.weight,
      text: seen === true ? rule.text : seen,
      source: rule.source,
      ...(rule.fresh ? { fresh: true } : {}),
    });
  }
  return found;
}

/** What the responder's own 421 means. After a hidden retry the visible response is not the responder's. */
function implicationEvidence(cause: Cause, facts: Facts): Evidence[] {
  const { responder } = facts;
  if (!responder || !surfaced(facts)) return [];
  return responder.product.implications
    .filter((implication) => implication.cause === cause.id && (implication.when?.(facts) ?? true))
    .map(({ weight, text, source }) => ({
      id: `${responder.product.id}-page`,
      weight: weaken(
        weight,
        responder.sure === 'certain' && doubted(facts, cause) ? 'likely' : responder.sure,
      ),
      text,
      source,
    }));
}

/**
 * The page alone decides nothing if it is old, or if the browser's own sharing, or a gateway with a name or a pool of its
 * own, may have brought it about.
 */
const doubted = (facts: Facts, cause: Cause): boolean =>
  stored(facts, cause) ||
  (cause.setOffBySharing === true && (sharingOpen(facts) || siteGateway(facts) !== undefined));

/** A stored response says what was, so nothing in it decides what is; only checks made since then may. */
const stored = (facts: Facts, cause: Cause, rule?: Rule): boolean =>
  cause.aboutStored !== true &&
  rule?.fresh !== true &&
  surfaced(facts) &&
  (facts.fromCache === true || provenAge(facts) > 0 || cacheHit(facts) !== undefined);

/** Evidence can be no surer than the recognition that it rests on. */
function weaken(weight: Weight, sure: ProductMatch['sure']): Weight {
  if (sure === 'certain') return weight;
  if (sure === 'likely') return weight === 'decides' ? 3 : weight === 'excludes' ? -3 : weight;
  return points(weight) > 0 ? 1 : -1;
}

const points = (weight: Weight): number =>
  weight === 'decides' ? DECIDING_SCORE : weight === 'excludes' ? -DECIDING_SCORE : weight;

/** For before against, and each from the strongest down. */
const order = (weight: Weight): number => {
  const value = points(weight);
  return value > 0 ? 10 + value : -value;
};

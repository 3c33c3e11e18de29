import type { Evidence, Finding } from '../../model/diagnosis.js';
import { groupsOf, STEP_GROUPS, type Step } from '../../model/step.js';
import { text } from '../../model/text.js';
import { causeOf } from '../causes/index.js';
import type { Reading } from './meanings.js';

/** What there is to say for a reading. */
export interface Grounds extends Pick<Finding, 'confidence' | 'score' | 'evidence'> {
  /** Where it is not the cause's usual one. */
  readonly hop?: Finding['hop'];
  /** Added to the reading's own. */
  readonly steps?: readonly Step[];
}

export function findingOf(
  reading: Reading,
  { confidence, score, evidence, hop, steps = [] }: Grounds,
): Finding {
  const cause = causeOf(reading.cause);
  return {
    cause: cause.id,
    hop: hop ?? cause.hop,
    fixedBy: cause.fixedBy,
    confidence,
    score,
    headline: text('suspected_headline'),
    verdict: reading.verdict,
    visitor: reading.visitor,
    operator: reading.operator,
    evidence: [...evidence, NO_421],
    steps: grouped([...reading.steps, ...steps]),
  };
}

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

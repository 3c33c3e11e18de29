import type { Finding } from '../model/diagnosis.js';
import type { VisitorStep } from '../model/step.js';
import { recovered } from './observed/page.js';
import type { Facts } from './types.js';

/**
 * Where the first finding is only possible, a visitor begins with the cheapest harmless step of any finding: that costs
 * a click, whichever of them it is.
 */
export function cheapestFirst(findings: readonly Finding[], facts: Facts): readonly Finding[] {
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

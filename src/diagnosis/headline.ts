import type { Confidence, FixedBy } from '../model/cause.js';
import { type Text, text } from '../model/text.js';
import { recovered } from './observed/page.js';
import { byProgram } from './observed/program.js';
import type { Cause, Facts } from './types.js';

export const fixedByOf = (cause: Cause, facts: Facts): FixedBy => cause.fixedByOf?.(facts) ?? cause.fixedBy;

/**
 * What a visitor asks first: who is at fault, and is it me? Says no more than the confidence bears. What happened
 * technically is the verdict's to say.
 */
export function headlineOf(cause: Cause, facts: Facts, confidence: Confidence): Text {
  const { host } = facts.authority;
  // Who is no browser's user reads of the program.
  const program = byProgram(facts) ? '_program' : '';
  if (recovered(facts)) return text(`headline_recovered${program}`, host);
  if (confidence === 'possible') return text('headline_not_certain', host);
  if (cause.headline) return cause.headline(facts);
  switch (fixedByOf(cause, facts)) {
    case 'operator':
      return text(`headline_operator_${confidence}${program}`, host);
    case 'developer':
      return text(`headline_developer_${confidence}${program}`, host);
    case 'network-admin':
      return text(`headline_network_${confidence}${program}`, host);
    case 'visitor':
      return text(`headline_address${program}`, host);
    case 'nobody-known':
      return text('headline_not_certain', host);
  }
}

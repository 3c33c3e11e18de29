import { causeName, confidenceName } from '../../diagnosis/cause-name.js';
import { diagnoseRefusal } from '../../diagnosis/diagnose-refusal.js';
import type { Diagnosis, Evidence, Finding } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import { type Text, text } from '../../model/text.js';
import type { CertificateFacts } from '../../model/tls.js';

/** What the checks changed in the verdict, and by what. */
export interface BeforeAndAfter {
  /** Confidence before and after, or the causes where another one leads now; one that is the same stands alone. */
  readonly words: readonly [Text, Text?];
  /** What was not known before: the strongest of it. */
  readonly reason: Text | undefined;
}

/** Compares the diagnosis with the one that there would be without the checks. */
export function beforeAndAfter(
  incident: Incident,
  diagnosis: Diagnosis,
  certificate: CertificateFacts | undefined,
): BeforeAndAfter | undefined {
  const [after] = diagnosis.findings;
  const unchecked = { ...incident, checks: incident.checks.filter(({ id }) => id === 'retry') };
  const [before] = diagnoseRefusal(unchecked, certificate).findings;
  if (before === undefined || after === undefined) return undefined;
  if (before.cause !== after.cause) {
    return { words: [causeName(before.cause), causeName(after.cause)], reason: newIn(before, after) };
  }
  if (before.confidence === after.confidence) {
    const still = after.cause === 'unknown' ? 'unknown' : after.confidence;
    return { words: [text(`check_row_still_${still}`)], reason: undefined };
  }
  return {
    words: [text(confidenceName(before)), text(confidenceName(after))],
    reason: newIn(before, after),
  };
}

/** The strongest evidence of the one that the other has not. */
function newIn(before: Finding, after: Finding): Text | undefined {
  const known = new Set(before.evidence.map(({ text: { key } }) => key));
  const strength = ({ weight }: Evidence): number => (typeof weight === 'number' ? Math.abs(weight) : 4);
  return after.evidence
    .filter((evidence) => !known.has(evidence.text.key))
    .toSorted((a, b) => strength(b) - strength(a))
    .at(0)?.text;
}

import { diagnoseRefusal } from '../diagnosis/diagnose-refusal.js';
import { outcomeOf } from '../diagnosis/facts.js';
import type { CauseId } from '../model/cause.js';
import type { Diagnosis } from '../model/diagnosis.js';
import { dropOldest } from '../model/drop-oldest.js';
import { type Incident, leadingOccurrence } from '../model/incident.js';
import { knownValue } from '../model/known.js';
import type { CertificateFacts } from '../model/tls.js';

/** An incident with what the rules of this version make of it. */
export interface Case {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly certificate: CertificateFacts | undefined;
}

/** Cases that are kept for the next time, with the incidents of which they were made, as JSON. */
const MAX_KEPT = 100;
const kept = new Map<string, { readonly written: string; readonly made: Promise<Case> }>();

/** Diagnoses an incident; one that is as it was the last time is not diagnosed again. */
export function caseOf(incident: Incident): Promise<Case> {
  const written = JSON.stringify(incident);
  const known = kept.get(incident.id);
  if (known?.written === written) return known.made;
  const made = diagnosed(incident);
  kept.delete(incident.id);
  kept.set(incident.id, { written, made });
  dropOldest(kept, MAX_KEPT);
  // A part of the page that could not be loaded may come the next time.
  made.catch(() => kept.delete(incident.id));
  return made;
}

async function diagnosed(incident: Incident): Promise<Case> {
  const certificate = await certificateOf(incident);
  if (outcomeOf(incident) !== 'suspected') {
    return { incident, certificate, diagnosis: diagnoseRefusal(incident, certificate) };
  }
  // Its rules are of no use to others, and few incidents are of its kind.
  const { diagnose } = await import('../diagnosis/diagnose.js');
  return { incident, certificate, diagnosis: diagnose(incident, certificate) };
}

/** The reader of certificates is loaded only where there is one to read. */
async function certificateOf(incident: Incident): Promise<CertificateFacts | undefined> {
  const occurrence = leadingOccurrence(incident);
  const der = occurrence && knownValue(occurrence.tls)?.leafDer;
  if (der === undefined) return undefined;
  const { readCertificate } = await import('../http/certificate/read.js');
  return readCertificate(der);
}

export const causeOf = ({ diagnosis }: Case): CauseId => diagnosis.findings[0]?.cause ?? 'unknown';

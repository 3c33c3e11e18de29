import { diagnose } from '../diagnosis/diagnose.js';
import type { CauseId } from '../model/cause.js';
import type { Diagnosis } from '../model/diagnosis.js';
import { type Incident, leadingOccurrence } from '../model/incident.js';
import { knownValue } from '../model/known.js';
import type { CertificateFacts } from '../model/tls.js';

/** An incident with what the rules of this version make of it. */
export interface Case {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly certificate: CertificateFacts | undefined;
}

export async function caseOf(incident: Incident): Promise<Case> {
  const certificate = await certificateOf(incident);
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

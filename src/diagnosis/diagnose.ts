import type { Diagnosis } from '../model/diagnosis.js';
import type { Incident } from '../model/incident.js';
import type { CertificateFacts } from '../model/tls.js';
import { diagnoseRefusal } from './diagnose-refusal.js';
import { outcomeOf, readFacts } from './facts.js';
import { diagnoseSuspected } from './suspected/diagnose-suspected.js';

/** Says what most likely went wrong in one incident, whether a 421 was seen or is suspected; else as `diagnoseRefusal`. */
export function diagnose(incident: Incident, certificate?: CertificateFacts): Diagnosis {
  return outcomeOf(incident) === 'suspected'
    ? diagnoseSuspected({ ...readFacts(incident, certificate), responder: undefined, gateways: [] })
    : diagnoseRefusal(incident, certificate);
}

import type { Diagnosis } from '../model/diagnosis.js';
import { type Incident, leadingOccurrence } from '../model/incident.js';
import { responseProtocol } from '../model/response-protocol.js';
import { issueFormUrl } from './issue-form.js';

/**
 * Where to say that a diagnosis is wrong, with what helps to judge it: ids and product names only. No host, path, address
 * or text of the server is in it.
 *
 * @param bugs `bugs.url` of package.json
 */
export function wrongDiagnosisUrl(
  bugs: string,
  incident: Incident,
  diagnosis: Diagnosis,
  version: string,
): string {
  const occurrence = leadingOccurrence(incident);
  const { name, version: agentVersion = '' } = incident.agent;
  const report = [
    `Missent ${version}, ${name} ${agentVersion}`.trim(),
    `status: ${incident.status}${occurrence ? `, ${responseProtocol(occurrence)}` : ''}`,
    ...diagnosis.findings.map(
      ({ cause, confidence, evidence }) =>
        `${cause} (${confidence}): ${evidence.map(({ id }) => id).join(', ')}`,
    ),
    `ruled out: ${diagnosis.ruledOut.map(({ cause }) => cause).join(', ') || '-'}`,
    `checks: ${incident.checks.map(({ id, state }) => `${id} ${state}`).join(', ') || '-'}`,
  ].join('\n');
  const server = [...diagnosis.gateways, ...(diagnosis.responder ? [diagnosis.responder] : [])]
    .map(({ id }) => id)
    .join(', ');
  return issueFormUrl(bugs, 'wrong-diagnosis.yml', { report, server });
}

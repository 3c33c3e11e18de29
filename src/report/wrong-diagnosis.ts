import type { Diagnosis } from '../model/diagnosis.js';
import { type Incident, leadingOccurrence } from '../model/incident.js';
import { responseProtocol } from '../model/response-protocol.js';

/** The form of a project on GitHub for it, by its file name in .github/ISSUE_TEMPLATE. */
const FORM = 'wrong-diagnosis.yml';
const GITHUB_ISSUES = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/?$/;

/**
 * Where to say that a diagnosis is wrong, with what helps to judge it: ids and product names only. No host, path, address
 * or text of the server is in it. An address of another kind than GitHub's is opened as it is.
 *
 * @param bugs `bugs.url` of package.json
 */
export function wrongDiagnosisUrl(
  bugs: string,
  incident: Incident,
  diagnosis: Diagnosis,
  version: string,
): string {
  if (!GITHUB_ISSUES.test(bugs)) return bugs;
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
  const query = new URLSearchParams({ template: FORM, report, server });
  return `${bugs.replace(/\/$/, '')}/new?${query}`;
}

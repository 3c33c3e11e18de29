import { diagnose } from '../../../diagnosis/diagnose.js';
import type { Candidate } from '../../../sources/paste/response/candidates.js';
import type { Client } from '../../../sources/paste/response/found.js';
import { incidentOfText } from '../../../sources/paste/response/incident-of-text.js';
import { clientNamed } from './clients.js';

/** One for each way in which connections and retries differ. */
const KINDS = ['curl', 'OkHttp', 'URLSession', 'chromium', 'firefox', 'safari'];

/**
 * Does the diagnosis depend on who asked, and the text does not say it? A server's log is of many. `url`: what the field has; where
 * that is none yet, any https URL stands in.
 */
export function dependsOnProgram(candidate: Candidate, url: string, now: number): boolean {
  if (candidate.client !== undefined || candidate.kinds.some((kind) => kind.endsWith('-log'))) return false;
  const verdict = (client: Client | undefined): string => {
    const incident =
      incidentOfText(candidate, url, client, now) ??
      incidentOfText(candidate, 'https://www.example.com/', client, now);
    if (incident === undefined) return '';
    return diagnose(incident)
      .findings.map(({ cause, confidence }) => `${cause} ${confidence}`)
      .join();
  };
  const unsaid = verdict(undefined);
  return KINDS.some((name) => verdict(clientNamed(name)) !== unsaid);
}

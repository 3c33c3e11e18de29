import { emptyIncident, withOccurrences } from '../../../incidents/update-incident.js';
import { type Authority, authorityOf, originOf } from '../../../model/authority.js';
import { boundedExchange, boundedTime } from '../../../model/bounds.js';
import { MAX_PASTED, type PastedFacts } from '../../../model/check.js';
import type { Occurrence } from '../../../model/exchange.js';
import type { Agent, Incident } from '../../../model/incident.js';
import { type Known, known, unknown } from '../../../model/known.js';
import type { Candidate } from './candidates.js';
import type { Client, FoundResponse } from './found.js';
import { headersWithoutSecrets, pathWithoutSecrets, textWithoutSecrets } from './secrets.js';

const CONTEXT = { kind: 'normal' } as const;

/**
 * The incident that a text shows. `url`: what the user says was asked; undefined where that is no http or https URL. What the text
 * does not have is `not_in_text`. `now`: ms since the epoch, the time of a response that the text does not date.
 */
export function incidentOfText(
  candidate: Candidate,
  url: string,
  client: Client | undefined,
  now: number,
): Incident | undefined {
  const authority = authorityOf(url);
  if (authority === undefined) return undefined;
  const occurrences = candidate.responses.map((found) =>
    occurrenceOf(
      found,
      candidate.responses.length === 1 ? pathOf(url) : (found.target.path ?? '/'),
      authority,
      now,
    ),
  );
  const first = Math.min(...occurrences.map(({ exchange }) => exchange.time));
  const pasted = candidate.evidence.map((facts): PastedFacts => ({ time: now, ...facts }));
  return {
    ...withOccurrences(
      emptyIncident(authority, CONTEXT, agentOf(client, candidate), 'misdirected', first),
      occurrences,
    ),
    count: candidate.count,
    pasted: pasted.slice(-MAX_PASTED),
  };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

/**
 * A server logs each 421, also those that a browser hides and retries; so a browser in an access log is not one that has shown it,
 * but for Safari, whose retry is not dependable.
 */
function agentOf(client: Client | undefined, { kinds }: Candidate): Agent {
  const logged = kinds.includes('access-log') || kinds.includes('error-log');
  if (client === undefined) return { name: logged ? 'other' : 'program' };
  const version = client.version === undefined ? {} : { version: client.version };
  if (client.browser === undefined) return { name: 'program', program: client.name, ...version };
  return logged && client.browser !== 'safari' ? { name: 'other' } : { name: client.browser, ...version };
}

function occurrenceOf(found: FoundResponse, path: string, authority: Authority, now: number): Occurrence {
  const { method, type, statusLine, headers, body, protocol, address, proxied, time, line } = found;
  const cleaned = headersWithoutSecrets(headers);
  return {
    outcome: 'misdirected',
    exchange: boundedExchange({
      requestId: String(line),
      time: boundedTime(time ?? now, now),
      tabId: -1,
      frameId: -1,
      context: CONTEXT,
      request: {
        method: method ?? '',
        type: type ?? 'other',
        url: `${originOf(authority)}${pathWithoutSecrets(path)}`,
      },
      response: {
        ...{ status: 421, statusLine, headers: cleaned, protocol },
        address: address === undefined || proxied ? unknown('not_in_text') : known(address),
        fromCache: unknown('not_in_text'),
        proxy: proxied ? known({ type: 'http' }) : unknown('not_in_text'),
      },
    }),
    body:
      body === undefined ? unknown('not_in_text') : known({ ...body, text: textWithoutSecrets(body.text) }),
    page: unknown('not_in_text'),
    tls: tlsOf(authority),
    ...(headers.length === 0 ? { afterwards: true } : {}),
  };
}

const tlsOf = ({ scheme }: Authority): Known<never> => unknown(scheme === 'http' ? 'no_tls' : 'not_in_text');

import { hasTrailingDot, isIpLiteral, originOf, withoutTrailingDot } from './authority.js';
import { isCut } from './bounds.js';
import type { CheckId } from './check.js';
import { type Agent, type Incident, leadingOccurrence } from './incident.js';

/** One request of a check, as it will be sent: without credentials, past every cache, redirects not followed. */
export interface PlannedRequest {
  readonly method: 'GET' | 'OPTIONS';
  readonly url: string;
  /** Sent with a one-byte streamed body, which a browser cannot send twice (Fetch, "HTTP fetch": null source). */
  readonly streamed?: true;
}

export interface PlannedCheck {
  readonly id: CheckId;
  /** Empty where the check asks no server: DNS, or the certificate of an earlier request. */
  readonly requests: readonly PlannedRequest[];
}

export interface PlanOptions {
  /** The browser that will run the checks. */
  readonly here: Agent['name'];
  /** Host of the neighbour that the check `sharing` asks first; the latest seen one if absent, none if null. */
  readonly neighbour?: string | null;
  /** The user wants the unusual request that settles sharing in Chromium. */
  readonly unusual?: boolean;
}

/** Requests that one run of checks sends at most. */
export const MAX_CHECK_REQUESTS = 8;

/**
 * Whether checks may send requests. Firefox sends those of an extension's background as from a normal window, whatever
 * window they are for, and writes what it learns of the host to the disk (Alt-Svc, into AlternateServices.bin; measured:
 * Firefox 153). Chrome has a background of its own for private windows.
 */
export const checksMaySend = ({ context }: Incident, here: Agent['name']): boolean =>
  here !== 'firefox' || context.kind !== 'private';

/**
 * Which checks there are for an incident in this browser, in the order in which they run; Chrome resolves no names for an
 * extension. Nothing is sent by planning.
 */
export function planChecks(incident: Incident, options: PlanOptions): PlannedCheck[] {
  const { authority } = incident;
  const origin = originOf(authority);
  const url = checkedUrl(incident);
  const plan: PlannedCheck[] = [];
  const address: PlannedCheck[] =
    options.here === 'firefox' && !isIpLiteral(authority.host) ? [{ id: 'address', requests: [] }] : [];
  if (!checksMaySend(incident, options.here)) return address;

  // First, for it needs a host that no other check has opened a connection to.
  const neighbour = neighbourOf(incident, options.neighbour);
  if (neighbour !== undefined) {
    const requests: PlannedRequest[] = [
      { method: 'GET', url: `${originOf({ ...authority, host: neighbour })}/` },
      { method: 'GET', url: `${origin}/` },
    ];
    // The direct proof rides the neighbour's connection, so it comes before the plain request opens another.
    if (options.unusual && options.here === 'chromium') {
      requests.splice(1, 0, { method: 'OPTIONS', url: `${origin}/`, streamed: true });
    }
    plan.push({ id: 'sharing', requests });
  }
  plan.push({ id: 'repeat', requests: [{ method: 'GET', url }] });
  plan.push({ id: 'other_path', requests: [{ method: 'GET', url: otherPath(url) }] });
  if (hasTrailingDot(authority.host)) {
    plan.push({
      id: 'without_dot',
      requests: [
        { method: 'GET', url: `${originOf({ ...authority, host: withoutTrailingDot(authority.host) })}/` },
      ],
    });
  }
  plan.push(...address);
  if (authority.scheme === 'https' && showsCertificates(incident, options.here))
    plan.push({ id: 'certificate', requests: [] });
  return plan;
}

/** Chrome does with a flag on, which shows in what it gave with the incident's own responses. */
const showsCertificates = (incident: Incident, here: Agent['name']): boolean =>
  here === 'firefox' || leadingOccurrence(incident)?.tls.known === true;

/** Hosts that the check `sharing` may ask first: seen at the same address and port, over TLS, with a name. */
export const sharingCandidates = (incident: Incident): string[] =>
  incident.authority.scheme === 'https' && !isIpLiteral(incident.authority.host)
    ? [...new Set(incident.neighbours.map(({ host }) => host))].filter((host) => !isIpLiteral(host))
    : [];

function neighbourOf(incident: Incident, wanted: string | null | undefined): string | undefined {
  const candidates = sharingCandidates(incident);
  if (wanted === null) return undefined;
  return wanted === undefined ? candidates[0] : candidates.find((host) => host === wanted);
}

/**
 * The failing URL again if it was a GET; for another method the origin's root, for a repeat could change something, and
 * for a URL of which only the beginning is kept.
 */
function checkedUrl(incident: Incident): string {
  const root = `${originOf(incident.authority)}/`;
  const request = leadingOccurrence(incident)?.exchange.request;
  if (request?.method !== 'GET' || request.type === 'websocket' || isCut(request.url)) return root;
  return URL.canParse(request.url) ? withoutFragment(request.url) : root;
}

const withoutFragment = (url: string): string => url.split('#', 1)[0] ?? url;

/** A path that most servers treat like any other page, and that is not the failing one. */
function otherPath(url: string): string {
  const { origin, pathname } = new URL(url);
  return pathname === '/' ? `${origin}/robots.txt` : `${origin}/`;
}

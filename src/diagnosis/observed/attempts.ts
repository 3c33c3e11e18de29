import type { Attempt } from '../../model/attempt.js';
import { type Authority, hostPortOf, isSameHostPort } from '../../model/authority.js';
import type { Occurrence } from '../../model/exchange.js';
import { PROTOCOL_NAMES } from '../../model/protocol.js';
import type { RawFacts } from '../types.js';
import { isAnswered } from './checks.js';

/** The connection of the refused try, as a log of the network stack shows it. */
export type RefusedOn =
  | { readonly kind: 'own' }
  /** Opened for another host; `opener` is that host, where the log names it. */
  | { readonly kind: 'shared'; readonly opener?: string };

/**
 * The 421 that the diagnosis speaks of: the last try of a request whose 421 surfaced; of one that the retry recovered the
 * last try that the browser hid.
 */
const refusedOf = (outcome: Occurrence['outcome'], attempts: readonly Attempt[]): Attempt | undefined => {
  const refused = outcome === 'recovered' ? attempts.findLast(({ hidden }) => hidden) : attempts.at(-1);
  return refused?.status === 421 ? refused : undefined;
};

export const refusedAttempt = ({ occurrence, attempts }: RawFacts): Attempt | undefined =>
  refusedOf(occurrence.outcome, attempts);

/**
 * On which connection the 421 was given; undefined where no log shows, or where it contradicts what can be: only https
 * connections of HTTP/2 and HTTP/3 are shared between hosts (RFC 9110 section 4.3.3), and a connection that was opened
 * for this very host is its own.
 */
function connectionOf(refused: Attempt | undefined, authority: Authority): RefusedOn | undefined {
  if (refused?.shared === undefined) return undefined;
  const { openedFor, protocol } = refused;
  const isOwn = openedFor !== undefined && isSameHostPort(openedFor, authority);
  if (!refused.shared) return openedFor === undefined || isOwn ? { kind: 'own' } : undefined;
  if (authority.scheme === 'http' || protocol === 'http/1.1' || isOwn) return undefined;
  if (openedFor === undefined) return { kind: 'shared' };
  // The port is left out where it is the host's own.
  return {
    kind: 'shared',
    opener: openedFor.port === authority.port ? openedFor.host : hostPortOf(openedFor),
  };
}

export const refusedOn = (facts: RawFacts): RefusedOn | undefined =>
  connectionOf(refusedAttempt(facts), facts.authority);

/** After the hidden 421 the same request was answered on a connection of the host's own. */
export const recoveredOnOwn = (facts: RawFacts): boolean => {
  const last = facts.attempts.at(-1);
  return (
    facts.occurrence.outcome === 'recovered' &&
    last?.status !== undefined &&
    last.shared === false &&
    isAnswered({ status: last.status })
  );
};

/** The host refused twice in a row, the last time on a connection of its own. */
export const refusedTwiceOnOwn = (facts: RawFacts): boolean => {
  const [before, last] = facts.attempts.slice(-2);
  return (
    before?.status === 421 &&
    last !== undefined &&
    refusedAttempt(facts) === last &&
    refusedOn(facts)?.kind === 'own'
  );
};

/** Another request of the incident was refused on a connection of the host's own, so sharing is not all there is. */
export const refusedOnOwnElsewhere = ({ incident: { occurrences, authority } }: RawFacts): boolean =>
  occurrences.some(
    ({ outcome, attempts = [] }) => connectionOf(refusedOf(outcome, attempts), authority)?.kind === 'own',
  );

/**
 * Refused over HTTP/3, answered over TCP: the name of the protocol that recovered it. HTTP/3 is an alternative that Alt-Svc
 * or an HTTPS record announces (RFC 7838, RFC 9460), and Chromium's retry never takes it.
 */
export const recoveredWithoutHttp3 = (facts: RawFacts): string | undefined => {
  if (refusedAttempt(facts)?.protocol !== 'h3' || !recoveredOnOwn(facts)) return undefined;
  const last = facts.attempts.at(-1)?.protocol;
  return last === 'h2' || last === 'http/1.1' ? PROTOCOL_NAMES[last] : undefined;
};

/**
 * The connection was another host's, and over HTTP/3, where that host was not seen to be served either: both the sharing
 * and HTTP/3 itself may be what was refused (measured: Caddy 2.6.2 with strict_sni_host refuses all that comes over HTTP/3).
 */
export const mayBeHttp3Itself = (facts: RawFacts): boolean => {
  const connection = refusedOn(facts);
  return (
    connection?.kind === 'shared' &&
    refusedAttempt(facts)?.protocol === 'h3' &&
    !facts.neighbours.some(
      ({ host, protocol, lastStatus }) =>
        host === connection.opener && protocol === 'h3' && isAnswered({ status: lastStatus }),
    )
  );
};

// Navigations that failed before there was a response, in the two ways that a server has for a name which is not its own. An
// error by itself shows nothing: a log-in page of a public network, a filter and a mistake in the configuration give the same.
// What counts is a difference: the error twice, and in between a good response from the same address.
import type { HostObservation } from '../model/host-history.js';
import { siteOf } from '../model/site.js';

/** `certificate-name`: the certificate is for another name. `unrecognized-name`: the alert of RFC 6066 section 3. */
export type Failure = 'certificate-name' | 'unrecognized-name';

/**
 * By the browser's name for it, which stands for the status line (measured: Chromium 156, Firefox 153). Left out: Chromium's
 * ERR_HTTP2_PROTOCOL_ERROR, which a broken page gives as well, and which is only a reset connection in Firefox; and
 * ERR_CERT_AUTHORITY_INVALID, which hides whether the name fits, and is what TLS inspection gives.
 */
const FAILURES: ReadonlyMap<string, Failure> = new Map([
  ['net::ERR_CERT_COMMON_NAME_INVALID', 'certificate-name'],
  ['SSL_ERROR_BAD_CERT_DOMAIN', 'certificate-name'],
  ['net::ERR_SSL_UNRECOGNIZED_NAME_ALERT', 'unrecognized-name'],
  ['SSL_ERROR_UNRECOGNIZED_NAME_ALERT', 'unrecognized-name'],
]);

/** `statusLine`: of a response, or what stands for one. undefined: it is another error, or a response. */
export const failureOf = (statusLine: string): Failure | undefined => FAILURES.get(statusLine);

/** ms in which a difference is one: minutes. */
export const DIFFERENCE_MS = 5 * 60_000;

type Seen = Pick<HostObservation, 'host' | 'lastSeen' | 'lastStatus' | 'misdirected'>;

/** Its last response was a success or a redirect, and none was a 421. */
const isWell = ({ lastStatus, misdirected }: Seen): boolean =>
  misdirected === 0 && lastStatus >= 200 && lastStatus < 400;

/** What was seen at the address of a host that failed. */
export interface AtAddress {
  /** The host itself, where it was answered there. */
  readonly own: Seen | undefined;
  /** Others, on the same port. */
  readonly others: readonly Seen[];
}

/** Well since `since` (ms since the epoch): the host itself, or another one of its site, which no foreign network answers for. */
export const wellSince = (host: string, { own, others }: AtAddress, since: number): boolean =>
  [own, ...others.filter((one) => isOfSameSite(one.host, host))].some(
    (one) => one !== undefined && isWell(one) && one.lastSeen > since,
  );

/** The neighbour of the same site that was well last. */
export const wellOfSameSite = <One extends Seen>(host: string, others: readonly One[]): One | undefined =>
  others
    .filter((one) => isOfSameSite(one.host, host) && isWell(one))
    .toSorted((a, b) => b.lastSeen - a.lastSeen)[0];

/** The host itself was well within minutes of `time` (ms since the epoch). */
export const isRecentlyWell = (own: Seen | undefined, time: number): boolean =>
  own !== undefined && isWell(own) && time - own.lastSeen < DIFFERENCE_MS;

const isOfSameSite = (a: string, b: string): boolean => siteOf(a) === siteOf(b);

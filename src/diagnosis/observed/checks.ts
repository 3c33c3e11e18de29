import type { CheckResponse, CheckResult } from '../../model/check.js';
import { type Text, text } from '../../model/text.js';
import type { RawFacts } from '../types.js';

/** A server's own failure (5xx) says nothing of misdirection, nor does a 429 from a limiter. */
const settled = (status: number): boolean => status > 0 && status < 500 && status !== 429;

type Status = Pick<CheckResponse, 'status'>;

export const isRefused = (response: Status): boolean => response.status === 421;
export const isAnswered = (response: Status): boolean => settled(response.status) && !isRefused(response);

type Outcome = 'refused' | 'answered' | undefined;

/** Outcome of a check whose last response counts. */
function outcome(check: CheckResult | undefined): Outcome {
  if (check?.reported !== undefined) return check.reported === 'recovered' ? 'answered' : 'refused';
  const last = check?.responses.at(-1);
  if (!last) return undefined;
  return isRefused(last) ? 'refused' : isAnswered(last) ? 'answered' : undefined;
}

/**
 * The later of two ways of asking again: `repeat` on the extension's own connection without cookies, `retry` the
 * page itself on a fresh connection.
 */
function askedAgain({ checks }: RawFacts): CheckResult | undefined {
  const tried = [checks.repeat, checks.retry].filter((check) => outcome(check) !== undefined);
  return tried.reduce<CheckResult | undefined>(
    (latest, check) => (check && check.time >= (latest?.time ?? 0) ? check : latest),
    undefined,
  );
}

/** Asked again, the host answered; with the sentence for how it was asked. */
export function answeredAgain(facts: RawFacts): false | Text {
  const again = askedAgain(facts);
  if (outcome(again) !== 'answered') return false;
  return text(again?.id === 'retry' ? 'evidence_retry_answered' : 'evidence_repeat_answered');
}

/** Asked again, the host refused again; with the sentence for how it was asked. */
export function refusedAgain(facts: RawFacts): false | Text {
  const again = askedAgain(facts);
  if (outcome(again) !== 'refused') return false;
  return text(again?.id === 'retry' ? 'evidence_retry_refused' : 'evidence_repeat_refused');
}

export const otherPathOutcome = ({ checks }: RawFacts) => outcome(checks.other_path);
export const withoutDotOutcome = ({ checks }: RawFacts) => outcome(checks.without_dot);

/** Asked again, another address than the incident's answered. */
export function otherAddressAnswered(facts: RawFacts): string | undefined {
  const again = askedAgain(facts);
  const address = again?.responses.at(-1)?.address;
  return outcome(again) === 'answered' && facts.address !== undefined && address !== facts.address
    ? address
    : undefined;
}

const hostOf = (url: string): string | undefined => {
  try {
    return new URL(url).hostname;
  } catch {
    return undefined;
  }
};

/**
 * What the check `sharing` showed: the neighbour was asked first, then the host.
 * `proved`: refused on the neighbour's connection, answered on its own. Firefox leaves the first 421's
 * Content-Type behind; in Chromium an upload that is not retried is refused where a plain request is answered.
 * `opened`: Chromium opened a connection although the neighbour's was there, as it does after a hidden 421.
 * `excluded`: answered over the shared connection, or refused on its own as well.
 * Without the plain request's answer nothing is proved: a server that refuses all looks the same.
 * Measured: Chromium 156, Firefox 153.
 */
export function sharingOutcome({
  checks,
  authority,
  agent,
}: RawFacts): 'proved' | 'opened' | 'excluded' | undefined {
  const responses = checks.sharing?.responses.filter(({ url }) => hostOf(url) === authority.host) ?? [];
  const plain = responses.filter(({ method }) => method === 'GET' || method === 'HEAD');
  const uploads = responses.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
  const last = plain.at(-1);
  if (!last) return undefined;
  if (isRefused(last)) return 'excluded';
  if (!isAnswered(last)) return undefined;
  if (plain.some(({ hiddenMisdirection }) => hiddenMisdirection === true)) return 'proved';
  if (uploads.some(isRefused)) return 'proved';
  if (agent.name === 'firefox') return last.hiddenMisdirection === false ? 'excluded' : undefined;
  // Only a neighbour that was met at the same place, over a protocol that shares, leaves a connection to join.
  const first = checks.sharing?.responses.find(({ url }) => hostOf(url) !== authority.host);
  const joinable =
    first !== undefined &&
    first.protocol !== 'http/1.1' &&
    last.protocol !== 'http/1.1' &&
    first.address === last.address;
  if (!joinable || last.connectTime === undefined) return undefined;
  return last.connectTime > 0 ? 'opened' : 'excluded';
}

/** What DNS gives now against the address in use. A proxy resolves by itself, so nothing follows then. */
export function dnsOutcome({ checks, address, proxy }: RawFacts): 'lacks' | 'contains' | undefined {
  const addresses = checks.address?.dns?.addresses;
  if (!addresses || addresses.length === 0 || address === undefined) return undefined;
  if (proxy !== undefined && proxy.type !== 'direct') return undefined;
  return addresses.includes(address) ? 'contains' : 'lacks';
}

/** A check saw a certificate that does not cover the host. */
export const checkedMismatch = ({ checks }: RawFacts): boolean =>
  [checks.certificate, checks.repeat].some((check) =>
    check?.responses.some(({ tls }) => tls?.domainMismatch === true),
  );

/** A check was shown another certificate than the page, from the same address. */
export const otherCertificate = ({ checks, tls, address }: RawFacts): boolean =>
  tls?.sha256 !== undefined &&
  [checks.certificate, checks.repeat].some((check) =>
    check?.responses.some(
      (response) =>
        response.tls?.sha256 !== undefined &&
        response.tls.sha256 !== tls.sha256 &&
        response.address !== undefined &&
        response.address === address,
    ),
  );

/** The checks ran to their end; a retry is not one of them. */
export const wereChecksRun = ({ incident }: Pick<RawFacts, 'incident'>): boolean =>
  incident.checks.some(({ id, state }) => id !== 'retry' && state === 'done');

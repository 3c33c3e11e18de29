import { isIpLiteral, withoutTrailingDot } from '../../model/authority.js';
import { coversHost } from '../../model/certificate.js';
import type { PastedFacts } from '../../model/check.js';
import type { RawFacts } from '../types.js';

/**
 * The output is of a handshake with the host's own name; another name, or none, is shown another certificate.
 * Both programs send the host's name unless set otherwise, and do not print it then.
 */
const forThisHost = ({ authority }: RawFacts, { sni }: PastedFacts): boolean =>
  isIpLiteral(authority.host) ||
  sni === undefined ||
  (sni !== null && withoutTrailingDot(sni.toLowerCase()) === withoutTrailingDot(authority.host));

/** Does the pasted certificate cover the host? undefined where that cannot be said. */
export function pastedCoverage(facts: RawFacts): boolean | undefined {
  const latest = facts.pasted.findLast((pasted) => pasted.certificate && forThisHost(facts, pasted));
  if (!latest?.certificate) return undefined;
  if (coversHost(latest.certificate, facts.authority.host)) return true;
  return latest.certificate.namesComplete ? false : undefined;
}

/** The address that was asked is the incident's (or the output does not say). */
const sameAddress = (facts: RawFacts, { address }: PastedFacts): boolean =>
  address === undefined || facts.address === undefined || address === facts.address;

/**
 * What another program was answered: at the same place, or at another address for the same host, as when an
 * operator asks the origin past its front.
 */
export function pastedResponse(
  facts: RawFacts,
): { readonly where: 'same' | 'elsewhere'; readonly refused: boolean; readonly address: string } | undefined {
  const latest = facts.pasted.findLast(
    ({ status }) => status !== undefined && (status === 421 || (status >= 200 && status < 500)),
  );
  return latest
    ? {
        where: sameAddress(facts, latest) ? 'same' : 'elsewhere',
        refused: latest.status === 421,
        address: latest.address ?? '',
      }
    : undefined;
}

/** A program that brings its own trust saw another issuer than the browser, at the same address. */
export function otherIssuer(facts: RawFacts): { readonly there: string; readonly here: string } | undefined {
  const here = facts.certificate?.issuer;
  if (here === undefined) return undefined;
  for (const pasted of facts.pasted) {
    const there = pasted.certificate?.issuer;
    if (there === undefined || !forThisHost(facts, pasted) || !sameAddress(facts, pasted)) continue;
    // openssl prints whole distinguished names where the browser's reader gives the common name.
    if (!there.includes(here) && !here.includes(there)) return { there, here };
  }
  return undefined;
}

/** Reasons that say why, or who; the others only that a line was written. */
const tells = ({ reason }: PastedFacts): boolean =>
  reason !== undefined && reason !== 'logged' && reason !== 'no_sni' && reason !== 'passed_on';

/** The newest log line that says why a server refused; one of another host does not come this far (facts.ts). */
export const loggedRefusal = (facts: RawFacts): PastedFacts | undefined => facts.pasted.findLast(tells);

/** The newest log line that has the SNI of a request that the server did not pass on. */
export const loggedWithSni = (facts: RawFacts): PastedFacts | undefined =>
  facts.pasted.findLast(
    ({ reason, sni }) =>
      sni !== undefined && (reason === 'names_differ' || reason === 'rule' || reason === 'logged'),
  );

/** A server's log says that it passed on the 421 of an upstream. */
export const loggedUpstream = (facts: RawFacts): PastedFacts | undefined =>
  facts.pasted.findLast(({ reason }) => reason === 'passed_on');

/** Apache's log says that it refuses connections without SNI. */
export const loggedStrict = (facts: RawFacts): boolean =>
  facts.pasted.some(({ reason }) => reason === 'no_sni');

/** In the text of a program's own request: the name that it sent in SNI, where that is not the host that it asked for. */
export function ownSniDiffers(facts: RawFacts): string | undefined {
  if (facts.agent.name !== 'program') return undefined;
  const asked = facts.pasted.findLast(
    ({ program, sni, host }) =>
      (program === 'curl' || program === 'openssl') && typeof sni === 'string' && host !== undefined,
  );
  const sni = asked?.sni ?? undefined;
  return sni === undefined || withoutTrailingDot(sni) === withoutTrailingDot(facts.authority.host)
    ? undefined
    : sni;
}

import { isIpLiteral } from '../../../model/authority.js';
import { coversHost } from '../../../model/certificate.js';
import { text } from '../../../model/text.js';
import {
  addNameToCertificate,
  checkCdnMapping,
  compareAddress,
  contactOperator,
  verifyCertificate,
} from '../../common-steps.js';
import { checkedMismatch } from '../../observed/checks.js';
import { pastedCoverage } from '../../observed/pasted.js';
import { edge, node, responderLabel, to } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

/** What the browser showed of the certificate on this very connection. undefined where it showed none. */
function shownCoverage({ certificate, tls, authority }: Facts): boolean | undefined {
  if (tls?.domainMismatch === true) return false;
  if (certificate) return coversHost(certificate, authority.host);
  // Firefox reports an overridden error; without one it has checked the name (RFC 9525).
  return tls?.sha256 !== undefined && tls.overriddenError === undefined ? true : undefined;
}

/** RFC 9110 section 7.4: a request is to be refused unless the connection's certificate covers its host. */
export const cause: Cause = {
  id: 'certificate-mismatch',
  order: 60,
  setOffBySharing: true,
  name: text('cause_certificate_mismatch_name'),
  hop: 'origin',
  hopOf: ({ gateways }) => (gateways.some(({ product }) => product.kind === 'cdn') ? 'edge' : 'origin'),
  fixedBy: 'operator',
  needsTls: true,
  definition: text('cause_certificate_mismatch_definition'),
  verdict: ({ authority }) => text('cause_certificate_mismatch_verdict', authority.host),
  visitor: ({ authority }) => text('cause_certificate_mismatch_visitor', authority.host),
  operator: ({ authority }) => text('cause_certificate_mismatch_operator', authority.host),
  rules: [
    {
      id: 'shown-certificate-lacks-host',
      weight: 3,
      source: 'RFC 9110 section 7.4; RFC 9525 section 6',
      text: text('evidence_certificate_lacks_host', 'www.example.com'),
      observe: (facts) =>
        shownCoverage(facts) === false && text('evidence_certificate_lacks_host', facts.authority.host),
    },
    {
      id: 'checked-certificate-lacks-host',
      weight: 3,
      source: 'RFC 9110 section 7.4; RFC 9525 section 6',
      text: text('evidence_checked_certificate_lacks_host', 'www.example.com'),
      observe: (facts) =>
        shownCoverage(facts) !== false &&
        checkedMismatch(facts) &&
        text('evidence_checked_certificate_lacks_host', facts.authority.host),
      fresh: true,
    },
    {
      id: 'pasted-certificate-lacks-host',
      weight: 3,
      source: 'RFC 9110 section 7.4; RFC 9525 section 6',
      text: text('evidence_pasted_certificate_lacks_host', 'www.example.com'),
      observe: (facts) =>
        shownCoverage(facts) !== false &&
        pastedCoverage(facts) === false &&
        text('evidence_pasted_certificate_lacks_host', facts.authority.host),
      fresh: true,
    },
    {
      id: 'shown-certificate-covers-host',
      weight: 'excludes',
      source: 'RFC 9525 section 6',
      text: text('evidence_certificate_covers_host', 'www.example.com'),
      observe: (facts) =>
        shownCoverage(facts) === true &&
        !checkedMismatch(facts) &&
        pastedCoverage(facts) !== false &&
        text('evidence_certificate_covers_host', facts.authority.host),
    },
    {
      id: 'pasted-certificate-covers-host',
      weight: 'excludes',
      source: 'RFC 9525 section 6',
      text: text('evidence_pasted_certificate_covers_host', 'www.example.com'),
      observe: (facts) =>
        shownCoverage(facts) === undefined &&
        !checkedMismatch(facts) &&
        pastedCoverage(facts) === true &&
        text('evidence_pasted_certificate_covers_host', facts.authority.host),
      fresh: true,
    },
    {
      id: 'browser-would-warn',
      weight: -2,
      source: 'RFC 9110 section 4.3.4',
      text: text('evidence_browser_would_warn'),
      observe: (facts) => facts.authority.scheme === 'https' && shownCoverage(facts) === undefined,
    },
  ],
  steps: (facts) => [
    contactOperator(facts),
    compareAddress(facts),
    addNameToCertificate(facts),
    verifyCertificate(facts),
    checkCdnMapping(facts),
  ],
  suspected: (facts, { by, meaning }) => {
    const { authority } = facts;
    const fits =
      by === 'page'
        ? !isIpLiteral(authority.host) && meaning === 'sni-unlike-host'
        : meaning === 'certificate-name';
    if (!fits) return undefined;
    // The user went past the browser's warning.
    const warned = by === 'page' && facts.tls?.domainMismatch === true;
    return {
      place: warned ? 1 : 2,
      verdict: text('cause_certificate_mismatch_verdict', authority.host),
      operator: text('cause_certificate_mismatch_operator', authority.host),
      steps: [
        contactOperator(facts),
        compareAddress(facts),
        addNameToCertificate(facts),
        verifyCertificate(facts),
      ],
      ...(warned
        ? {
            evidence: [
              {
                id: 'certificate-lacks-host',
                weight: 3,
                text: text('evidence_certificate_lacks_host', authority.host),
                source: 'RFC 9525 section 6: the browser compared the names',
              },
            ],
          }
        : {}),
    };
  },
  route: (parts) => ({
    hops: [
      to(edge(), node('server', responderLabel(parts), parts.break, text('route_role_other_certificate'))),
    ],
  }),
  settles: () => text('doubt_certificate_mismatch'),
};

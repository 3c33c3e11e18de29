import { isIpLiteral, originOf } from '../../../model/authority.js';
import type { Step } from '../../../model/step.js';
import { text } from '../../../model/text.js';
import { verifyCertificate } from '../../common-steps.js';
import { answeredAgain } from '../../observed/checks.js';
import { comparesSniWithHost, inDataFormat, responderId, surfaced } from '../../observed/page.js';
import { noGatewayShows, responderName, siteGateway } from '../../observed/route.js';
import { edge, hostLabel, node, odd, responderLabel, to } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

/** https only: without TLS there is no SNI to miss. */
const byAddress = (facts: Facts): boolean =>
  surfaced(facts) && facts.authority.scheme === 'https' && isIpLiteral(facts.authority.host);

/** Whose own 421 a missing SNI is enough for, measured with addresses in the URL. */
const MEASURED_WITH_ADDRESSES: ReadonlySet<string> = new Set(['apache', 'caddy']);

/** RFC 6066 section 3 permits no literal address in SNI, so a server that needs the name never gets one. */
export const cause: Cause = {
  id: 'ip-literal',
  order: 30,
  sampleUrl: 'https://192.0.2.10/',
  name: text('cause_ip_literal_name'),
  hop: 'browser',
  fixedBy: 'visitor',
  definition: text('cause_ip_literal_definition'),
  verdict: ({ authority }) => text('cause_ip_literal_verdict', authority.host),
  visitor: ({ authority }) => text('cause_ip_literal_visitor', authority.host),
  operator: ({ authority }) => text('cause_ip_literal_operator', authority.host),
  rules: [
    {
      id: 'address-in-url',
      weight: 2,
      source: 'RFC 6066 section 3; measured: Chromium 156 and Firefox 153 send no SNI for an address',
      text: text('evidence_address_in_url', '192.0.2.10'),
      observe: (facts) => byAddress(facts) && text('evidence_address_in_url', facts.authority.host),
    },
    {
      // Not deciding: rules in the same servers give the same page (measured: Apache 2.4.71, Caddy 2.6.2).
      id: 'needs-sni',
      weight: 3,
      source: 'RFC 6066 section 3; measured: Apache 2.4.71 and Caddy 2.6.2 refuse it each time',
      text: text('evidence_needs_sni', 'Apache httpd'),
      observe: (facts) =>
        byAddress(facts) &&
        noGatewayShows(facts) &&
        !answeredAgain(facts) &&
        MEASURED_WITH_ADDRESSES.has(responderId(facts) ?? '') &&
        text('evidence_needs_sni', responderName(facts) ?? ''),
    },
    {
      id: 'compares-sni',
      weight: 2,
      source: 'RFC 6066 section 11.1',
      text: text('evidence_compares_sni', 'Traefik'),
      observe: (facts) =>
        byAddress(facts) &&
        comparesSniWithHost(facts) &&
        !MEASURED_WITH_ADDRESSES.has(responderId(facts) ?? '') &&
        text('evidence_compares_sni', responderName(facts) ?? ''),
    },
    {
      id: 'repeat-answered',
      weight: -3,
      source: 'measured: a missing SNI is refused each time',
      text: text('evidence_repeat_answered'),
      observe: (facts) => byAddress(facts) && answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'data-format',
      weight: -2,
      source: 'RFC 9110 section 15.5.20; servers’ own pages are HTML, text or empty',
      text: text('evidence_data_format', 'JSON'),
      observe: (facts) => byAddress(facts) && inDataFormat(facts),
    },
    {
      id: 'gateway-ends-tls',
      weight: -1,
      source: 'RFC 6066 section 3: the origin sees the SNI that its gateway sends',
      text: text('evidence_gateway_ends_tls'),
      observe: (facts) => byAddress(facts) && siteGateway(facts) !== undefined,
    },
  ],
  steps: (facts) => [
    useName(facts),
    {
      id: 'default-site-for-address',
      audience: 'operator',
      group: 'fix',
      title: text('step_default_site_for_address', facts.authority.host),
      detail: text('step_default_site_for_address_detail'),
      actions: [],
    },
    verifyCertificate(facts),
  ],
  suspected: (facts, { meaning }) =>
    isIpLiteral(facts.authority.host) && (meaning === 'no-sni' || meaning === 'sni-unlike-host')
      ? {
          place: 1,
          verdict: text('cause_ip_literal_verdict', facts.authority.host),
          visitor: text('cause_ip_literal_visitor', facts.authority.host),
          operator: text('cause_ip_literal_operator', facts.authority.host),
          steps: [useName(facts)],
        }
      : undefined,
  route: (parts) => ({
    hops: [
      to(
        edge(parts.break, hostLabel(parts.host), odd(text('route_note_no_tls_name'))),
        node('server', responderLabel(parts), 'refused'),
      ),
    ],
  }),
  settles: () => text('doubt_ip_literal'),
};

/** Names that are offered. */
const MAX_NAMES = 5;
/** Labels of RFC 1035 section 2.3.1; a wildcard names no host. */
const HOST_NAME = /^(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{1,63}$/i;

/** The hosts that the certificate names, to open without the path: each may be another site. */
const namesOf = ({ certificate }: Facts): readonly string[] =>
  (certificate?.dnsNames ?? [])
    .filter((name) => HOST_NAME.test(name))
    .slice(0, MAX_NAMES)
    .map((name) => name.toLowerCase());

const useName = (facts: Facts): Step => ({
  id: 'use-name',
  audience: 'visitor',
  trial: 1,
  title: text('step_use_name'),
  detail: text('step_use_name_detail', facts.authority.host),
  actions: namesOf(facts).map((host) => ({
    kind: 'open',
    url: `${originOf({ ...facts.authority, host })}/`,
  })),
});

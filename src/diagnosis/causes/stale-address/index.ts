import { text } from '../../../model/text.js';
import { compareAddress, otherNetwork, runChecks } from '../../common-steps.js';
import { dnsOutcome, otherAddressAnswered } from '../../observed/checks.js';
import { pastedResponse } from '../../observed/pasted.js';
import { edge, node } from '../../route/draw.js';
import type { Cause } from '../../types.js';

/** The browser went to an address that DNS does not give: a hosts file, an old cache, a server that moved. */
export const cause: Cause = {
  id: 'stale-address',
  order: 150,
  name: text('cause_stale_address_name'),
  hop: 'network',
  fixedBy: 'visitor',
  definition: text('cause_stale_address_definition'),
  headline: ({ authority }) => text('headline_stale_address', authority.host),
  verdict: ({ authority }) => text('cause_stale_address_verdict', authority.host),
  visitor: ({ authority }) => text('cause_stale_address_visitor', authority.host),
  operator: ({ authority }) => text('cause_stale_address_operator', authority.host),
  rules: [
    {
      id: 'address-not-in-dns',
      weight: 2,
      source: 'RFC 9110 section 4.3.3; large sites give each asker some of their addresses',
      text: text('evidence_address_not_in_dns', '192.0.2.10'),
      observe: (facts) =>
        dnsOutcome(facts) === 'lacks' && text('evidence_address_not_in_dns', facts.address ?? ''),
      fresh: true,
    },
    {
      id: 'other-address-answered',
      weight: 2,
      source: 'RFC 9110 section 4.3.3',
      text: text('evidence_other_address_answered', '192.0.2.20'),
      observe: (facts) => {
        const address = otherAddressAnswered(facts);
        return address !== undefined && text('evidence_other_address_answered', address);
      },
      fresh: true,
    },
    {
      id: 'pasted-elsewhere-answered',
      weight: 1,
      source: 'RFC 9110 section 4.3.3',
      text: text('evidence_pasted_elsewhere_answered', '192.0.2.20'),
      observe: (facts) => {
        const response = pastedResponse(facts);
        return (
          dnsOutcome(facts) !== 'contains' &&
          response?.where === 'elsewhere' &&
          !response.refused &&
          text('evidence_pasted_elsewhere_answered', response.address)
        );
      },
      fresh: true,
    },
    {
      id: 'address-in-dns',
      weight: 'excludes',
      source: 'RFC 9110 section 4.3.3',
      text: text('evidence_address_in_dns', '192.0.2.10'),
      observe: (facts) =>
        dnsOutcome(facts) === 'contains' && text('evidence_address_in_dns', facts.address ?? ''),
      fresh: true,
    },
  ],
  steps: (facts) => [
    compareAddress(facts),
    {
      id: 'clear-dns',
      audience: 'visitor',
      title: text('step_clear_dns'),
      detail: text('step_clear_dns_detail', facts.authority.host),
      actions: [],
    },
    otherNetwork(facts),
    runChecks(),
    {
      id: 'keep-old-address',
      audience: 'operator',
      group: 'fix',
      title: text('step_keep_old_address'),
      detail: text('step_keep_old_address_detail', facts.authority.host),
      actions: [],
    },
  ],
  route: (parts) => ({
    hops: [
      {
        edge: edge(),
        to: [
          node('server', text('route_address_in_dns'), 'unreached'),
          node(
            'server',
            parts.address ?? text('route_address_used'),
            parts.break,
            text('route_role_not_in_dns'),
          ),
        ],
      },
    ],
  }),
  settles: () => text('doubt_stale_address'),
};

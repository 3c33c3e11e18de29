import { type Text, text } from '../../../model/text.js';
import { contactOperator, reproduce, retryFresh } from '../../common-steps.js';
import {
  mayBeHttp3Itself,
  recoveredWithoutHttp3,
  refusedAttempt,
  refusedOn,
} from '../../observed/attempts.js';
import { sharingNeighbours } from '../../observed/neighbours.js';
import { recovered, surfaced } from '../../observed/page.js';
import { retriedWithoutAlternative } from '../../observed/retry.js';
import { edge, node } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

/** Another host named in Alt-Svc, as in `h3="other.example:443"`; undefined where it names only a port. */
function otherHost(facts: Facts): string | undefined {
  for (const value of facts.headers('alt-svc')) {
    const host = /=\s{0,8}"([^":]{1,255}):\d{1,5}"/.exec(value)?.[1];
    if (host !== undefined && host.toLowerCase() !== facts.authority.host) return host;
  }
  return undefined;
}

const withoutHttp3 = (facts: Facts): false | Text => {
  const protocol = recoveredWithoutHttp3(facts);
  return protocol !== undefined && text('evidence_log_recovered_without_http3', protocol);
};

/** RFC 7838 section 6: a 421 from an alternative service means that it is not authoritative. */
export const cause: Cause = {
  id: 'alternative-service',
  order: 160,
  refusesSome: true,
  name: text('cause_alternative_service_name'),
  hop: 'edge',
  fixedBy: 'operator',
  definition: text('cause_alternative_service_definition'),
  verdict: ({ authority }) => text('cause_alternative_service_verdict', authority.host),
  visitor: ({ authority }) => text('cause_alternative_service_visitor', authority.host),
  operator: ({ authority }) => text('cause_alternative_service_operator', authority.host),
  rules: [
    {
      id: 'over-h3',
      weight: 2,
      source: 'RFC 7838 section 6; RFC 9114 section 3.3; caddyserver/caddy#5078',
      text: text('evidence_over_h3'),
      observe: (facts) =>
        surfaced(facts) &&
        facts.protocol === 'h3' &&
        (refusedOn(facts)?.kind !== 'shared' || mayBeHttp3Itself(facts)),
    },
    {
      id: 'recovered-with-other-host',
      weight: 2,
      source: 'RFC 7838 sections 2.1 and 6',
      text: text('evidence_alt_svc_names', 'other.example.com'),
      observe: (facts) => {
        const host = recovered(facts) ? otherHost(facts) : undefined;
        return host !== undefined && text('evidence_alt_svc_names', host);
      },
    },
    {
      id: 'log-recovered-without-http3',
      weight: 3,
      source:
        'RFC 7838 section 6: a 421 from an alternative means that it is not authoritative for the origin',
      text: text('evidence_log_recovered_without_http3', 'HTTP/2'),
      observe: (facts) => refusedOn(facts)?.kind === 'own' && withoutHttp3(facts),
    },
    {
      id: 'log-shared-recovered-without-http3',
      weight: 2,
      source:
        'RFC 7838 section 6; measured: Caddy 2.6.2 with strict_sni_host refuses all that comes over HTTP/3',
      text: text('evidence_log_recovered_without_http3', 'HTTP/2'),
      observe: (facts) => mayBeHttp3Itself(facts) && withoutHttp3(facts),
    },
    {
      id: 'recovered-with-alt-svc',
      weight: 1,
      source: 'RFC 7838 section 6',
      text: text('evidence_alt_svc_offered'),
      observe: (facts) =>
        recovered(facts) &&
        otherHost(facts) === undefined &&
        sharingNeighbours(facts).length === 0 &&
        refusedAttempt(facts) === undefined &&
        facts.headers('alt-svc').some((value) => /\bh3\b/.test(value)),
    },
    {
      id: 'retried-without-alternative',
      weight: 'excludes',
      source:
        'Chromium, net/http/http_network_transaction.cc; Firefox, netwerk/protocol/http/nsHttpTransaction.cpp',
      text: text('evidence_retried_without_alternative'),
      observe: retriedWithoutAlternative,
    },
  ],
  steps: (facts) => [
    retryFresh(facts),
    contactOperator(facts),
    {
      id: 'withdraw-alternative',
      audience: 'operator',
      group: 'fix',
      title: text('step_withdraw_alternative'),
      detail: text('step_withdraw_alternative_detail', facts.authority.host),
      actions: [{ kind: 'copy', value: 'Alt-Svc: clear' }],
    },
    reproduce(facts),
  ],
  route: (parts) => ({
    hops: [
      {
        edge: edge(),
        to: [
          node('server', text('route_own_server'), 'unreached'),
          node('server', text('route_alternative'), parts.break, text('route_role_not_authoritative')),
        ],
      },
    ],
  }),
  settles: () => text('doubt_alternative_service'),
};

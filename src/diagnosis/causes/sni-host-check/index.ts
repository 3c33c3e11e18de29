import { text } from '../../../model/text.js';
import {
  bypassGateway,
  checkSharedHosting,
  contactOperator,
  reproduce,
  verifyCertificate,
} from '../../common-steps.js';
import { answeredAgain } from '../../observed/checks.js';
import { plainlyNamed } from '../../observed/network.js';
import { comparesSniWithHost, responderId, surfaced } from '../../observed/page.js';
import { loggedRefusal, ownSniDiffers } from '../../observed/pasted.js';
import { pastedName } from '../../observed/pasted-name.js';
import { byProgram } from '../../observed/program.js';
import { speaksOfNames } from '../../observed/refusal.js';
import { noGatewayShows, responderName } from '../../observed/route.js';
import { emptyBehindGateway } from '../../observed/traces.js';
import { edge, node, odd, responderLabel, to } from '../../route/draw.js';
import type { Cause } from '../../types.js';

/** RFC 6066 section 11.1: who chooses by SNI should check the name again at the application's layer. */
export const cause: Cause = {
  id: 'sni-host-check',
  order: 100,
  setOffBySharing: true,
  refusesSome: true,
  name: text('cause_sni_host_check_name'),
  hop: 'origin',
  fixedBy: 'operator',
  needsTls: true,
  definition: text('cause_sni_host_check_definition'),
  verdict: (facts) => {
    const responder = responderName(facts);
    return responder === undefined
      ? text('cause_sni_host_check_verdict')
      : text('cause_sni_host_check_verdict_responder', responder);
  },
  visitor: ({ authority }) => text('cause_sni_host_check_visitor', authority.host),
  operator: ({ authority }) => text('cause_sni_host_check_operator', authority.host),
  rules: [
    {
      id: 'logged-rule',
      weight: 2,
      source: 'docs.haproxy.org, configuration, section 8.5, PR; measured: HAProxy 2.6.12',
      text: text('evidence_logged_rule'),
      observe: (facts) => {
        const line = loggedRefusal(facts);
        if (line?.reason !== 'rule') return false;
        return line.program === 'haproxy' || text('evidence_logged_itself', pastedName(line.program));
      },
      fresh: true,
    },
    {
      id: 'speaks-of-names',
      weight: 3,
      source: 'RFC 9110 section 7.4; the words of gateways that check it in code of their own',
      text: text('evidence_speaks_of_names'),
      observe: (facts) => responderId(facts) === undefined && speaksOfNames(facts),
    },
    {
      id: 'client-names-differ',
      weight: 3,
      source: 'RFC 9110 section 7.4: the server may refuse a Host that the connection was not made for',
      text: text('evidence_client_names_differ', 'a.example.com', 'b.example.com'),
      observe: (facts) => {
        const sni = ownSniDiffers(facts);
        return sni !== undefined && text('evidence_client_names_differ', sni, facts.authority.host);
      },
      fresh: true,
    },
    {
      id: 'empty-behind-gateway',
      weight: 1,
      source: 'measured: Caddy 2.6.2 with strict_sni_host behind nginx 1.22.1',
      text: text('evidence_empty_behind_gateway', 'nginx'),
      observe: (facts) => plainlyNamed(facts) && emptyBehindGateway(facts),
    },
    {
      id: 'websocket',
      weight: 1,
      source: 'RFC 8441 section 5; Chromium, net/spdy/spdy_session_pool.cc',
      text: text('evidence_websocket'),
      observe: (facts) =>
        surfaced(facts) &&
        comparesSniWithHost(facts) &&
        facts.occurrence.exchange.request.type === 'websocket',
    },
    {
      id: 'browser-agrees',
      weight: -1,
      source: 'measured: Chromium 156 and Firefox 153 send SNI = Host on a connection of their own',
      text: text('evidence_browser_agrees', 'nginx'),
      observe: (facts) => {
        const id = responderId(facts);
        return (
          (id === 'nginx' || id === 'haproxy') &&
          noGatewayShows(facts) &&
          plainlyNamed(facts) &&
          ownSniDiffers(facts) === undefined &&
          text(
            byProgram(facts) ? 'evidence_program_agrees' : 'evidence_browser_agrees',
            responderName(facts) ?? '',
          )
        );
      },
    },
    {
      id: 'repeat-answered',
      weight: -2,
      source: 'RFC 6066 section 11.1: the rule would refuse the repeat too',
      text: text('evidence_repeat_answered'),
      observe: answeredAgain,
      fresh: true,
    },
  ],
  steps: (facts) => [
    contactOperator(facts),
    {
      id: 'review-rule',
      audience: 'operator',
      group: 'confirm',
      title: text('step_review_rule'),
      detail: text('step_review_rule_detail'),
      actions: [],
    },
    reproduce(facts),
    bypassGateway(facts),
    checkSharedHosting(facts),
    verifyCertificate(facts),
  ],
  route: (parts) => ({
    hops: [
      to(
        edge('passed', odd(text('route_note_tls_name_is_host'))),
        node('server', responderLabel(parts), parts.break, text('route_role_compares_names')),
      ),
    ],
  }),
  settles: () => text('doubt_sni_host_check'),
};

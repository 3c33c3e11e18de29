import { type Text, text } from '../../../model/text.js';
import {
  contactOperator,
  reproduce,
  requestOnSharedConnection,
  retryFresh,
  runChecks,
  simulateSharing,
} from '../../common-steps.js';
import { answeredAgain, otherPathOutcome } from '../../observed/checks.js';
import { namesThisHost } from '../../observed/logged.js';
import { plainlyNamed } from '../../observed/network.js';
import { responderId, surfaced } from '../../observed/page.js';
import { loggedRefusal } from '../../observed/pasted.js';
import { noGatewayShows, responderName } from '../../observed/route.js';
import { edge, node, responderLabel, to } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

const TRAEFIK = 'Traefik, pkg/middlewares/snicheck/snicheck.go';
const NGINX_PROTOCOL = 'nginx, src/http/v2/ngx_http_v2.c and src/http/v3/ngx_http_v3_request.c';

/** A server's log gives TLS settings as its reason. */
function loggedPolicy(facts: Facts): false | Text {
  const line = loggedRefusal(facts);
  const { host } = facts.authority;
  if (line?.reason === 'protocol_disabled') return text('evidence_logged_protocol_disabled', host);
  return line?.reason === 'tls_options_differ' && line.tlsOptions !== undefined
    ? text('evidence_logged_tls_options', line.tlsOptions.sni, line.tlsOptions.host)
    : false;
}

/** RFC 9113 section 9.2: a connection's TLS settings cannot be changed for another host that needs its own. */
export const cause: Cause = {
  id: 'tls-policy',
  order: 120,
  setOffBySharing: true,
  refusesSome: true,
  name: text('cause_tls_policy_name'),
  hop: 'origin',
  fixedBy: 'operator',
  needsTls: true,
  definition: text('cause_tls_policy_definition'),
  verdict: (facts) => {
    const responder = responderName(facts);
    const { host } = facts.authority;
    return responder === undefined
      ? text('cause_tls_policy_verdict', host)
      : text('cause_tls_policy_verdict_responder', responder, host);
  },
  visitor: ({ authority }) => text('cause_tls_policy_visitor', authority.host),
  operator: ({ authority }) => text('cause_tls_policy_operator', authority.host),
  rules: [
    {
      id: 'logged-policy',
      weight: 'decides',
      source: `${NGINX_PROTOCOL}; ${TRAEFIK}`,
      text: text('evidence_logged_protocol_disabled', 'www.example.com'),
      observe: (facts) => namesThisHost(facts) && loggedPolicy(facts),
      fresh: true,
    },
    {
      id: 'logged-policy-unnamed',
      weight: 3,
      source: `${NGINX_PROTOCOL}; ${TRAEFIK}`,
      text: text('evidence_logged_tls_options', 'default', 'strict@file'),
      observe: (facts) => !namesThisHost(facts) && loggedPolicy(facts),
      fresh: true,
    },
    {
      id: 'logged-own-check',
      weight: 3,
      source: 'nginx, src/http/ngx_http_request.c, ngx_http_set_virtual_server; measured: nginx 1.22.1',
      text: text('evidence_logged_own_check', 'www.example.com'),
      observe: (facts) => {
        const line = loggedRefusal(facts);
        return (
          line?.program === 'nginx' &&
          line.reason === 'names_differ' &&
          text('evidence_logged_own_check', facts.authority.host)
        );
      },
      fresh: true,
    },
    {
      id: 'repeat-answered',
      weight: 2,
      source: 'nginx, src/http/ngx_http_request.c: the refusal depends on the connection',
      text: text('evidence_repeat_answered'),
      observe: (facts) => responderId(facts) === 'nginx' && answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'websocket',
      weight: 1,
      source: 'RFC 8441 section 5; nginx.org, http2',
      text: text('evidence_websocket'),
      observe: (facts) =>
        surfaced(facts) &&
        responderId(facts) === 'nginx' &&
        facts.occurrence.exchange.request.type === 'websocket',
    },
    {
      id: 'browser-agrees',
      weight: -1,
      source: 'measured: Chromium 156 and Firefox 153 send SNI = Host on a connection of their own',
      text: text('evidence_browser_agrees', 'nginx'),
      observe: (facts) =>
        (responderId(facts) === 'nginx' || responderId(facts) === 'caddy') &&
        noGatewayShows(facts) &&
        plainlyNamed(facts) &&
        text('evidence_browser_agrees', responderName(facts) ?? ''),
    },
    {
      id: 'other-path-answered',
      weight: -2,
      source: 'RFC 9110 section 7.4: TLS settings do not depend on the path',
      text: text('evidence_other_path_answered'),
      observe: (facts) => otherPathOutcome(facts) === 'answered' && !answeredAgain(facts),
      fresh: true,
    },
  ],
  steps: (facts) => [
    retryFresh(facts),
    contactOperator(facts),
    runChecks(),
    {
      id: 'level-tls-settings',
      audience: 'operator',
      group: 'fix',
      title: text('step_level_tls_settings'),
      detail: text('step_level_tls_settings_detail', facts.authority.host),
      actions: [],
    },
    ...simulateSharing(facts),
    ...requestOnSharedConnection(facts),
    reproduce(facts),
  ],
  route: (parts) => ({
    hops: [to(edge(), node('server', responderLabel(parts), parts.break, text('route_role_own_tls')))],
  }),
  settles: () => text('doubt_tls_policy'),
};

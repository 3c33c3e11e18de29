import { text } from '../../../model/text.js';
import {
  bypassGateway,
  contactOperator,
  requestTenTimes,
  retryFresh,
  runChecks,
} from '../../common-steps.js';
import { recoveredOnOwn, recoveredWithoutHttp3, refusedOn } from '../../observed/attempts.js';
import { answeredAgain, refusedAgain } from '../../observed/checks.js';
import { alternates, alwaysRefused } from '../../observed/history.js';
import { loggedName } from '../../observed/logged.js';
import { sharingNeighbours } from '../../observed/neighbours.js';
import { comparesSniWithHost, recovered, surfaced } from '../../observed/page.js';
import { retriedBy } from '../../observed/program.js';
import { onlyUploadsRefused } from '../../observed/retry.js';
import { gatewayName, nameOf, refusedBehindGateway, siteGateway } from '../../observed/route.js';
import { farGateways, gatewayOf, originOf, pass, to } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

/** Success and 421 in turn, which uploads that Chromium does not retry would show as well. */
const inTurn = (facts: Facts): boolean => alternates(facts) && !onlyUploadsRefused(facts);

const POOLS_MEASURED =
  'measured: nginx 1.22.1 with keepalive in front of Apache 2.4.71; caddyserver/caddy#6955; Kong/kong#4001';

/** A kept connection to the origin carries the SNI of whichever host opened it. */
export const cause: Cause = {
  id: 'origin-pool',
  order: 80,
  gatewayFix: (gateway) =>
    gateway === undefined ? text('step_one_pool_per_host') : text('step_one_pool_per_host_in', gateway),
  refusesSome: true,
  name: text('cause_origin_pool_name'),
  hop: 'edge-origin',
  fixedBy: 'operator',
  needsTls: true,
  definition: text('cause_origin_pool_definition'),
  verdict: (facts) => {
    const gateway = gatewayName(facts);
    return gateway !== undefined
      ? text('cause_origin_pool_verdict_gateway', gateway)
      : text('cause_origin_pool_verdict');
  },
  visitor: ({ authority }) => text('cause_origin_pool_visitor', authority.host),
  operator: (facts) => {
    const gateway = gatewayName(facts);
    return gateway !== undefined
      ? text('cause_origin_pool_operator_gateway', gateway, facts.authority.host)
      : text('cause_origin_pool_operator', facts.authority.host);
  },
  rules: [
    {
      id: 'alternates',
      weight: 3,
      source: POOLS_MEASURED,
      text: text('evidence_alternates'),
      observe: (facts) => comparesSniWithHost(facts) && inTurn(facts),
    },
    {
      id: 'logged-neighbour-sni',
      weight: 3,
      source:
        'Apache httpd, modules/ssl/ssl_engine_kernel.c; TecharoHQ/anubis#1508: the log names the other site',
      text: text('evidence_logged_other_sni', 'other.example.com', 'www.example.com'),
      observe: (facts) => {
        const logged = loggedName(facts);
        return (
          logged?.kind === 'pooled' && text('evidence_logged_other_sni', logged.name, facts.authority.host)
        );
      },
      fresh: true,
    },
    {
      id: 'gateway-alternates',
      weight: 1,
      source: POOLS_MEASURED,
      text: text('evidence_gateway_alternates'),
      observe: (facts) => surfaced(facts) && inTurn(facts) && siteGateway(facts) !== undefined,
    },
    {
      id: 'recovered-without-neighbour',
      weight: 1,
      source: POOLS_MEASURED,
      text: text('evidence_recovered_without_neighbour'),
      observe: (facts) =>
        recovered(facts) &&
        refusedOn(facts) === undefined &&
        sharingNeighbours(facts).length === 0 &&
        retriedBy(facts, 'evidence_recovered_without_neighbour'),
    },
    {
      id: 'log-recovered-on-own',
      weight: 1,
      source: POOLS_MEASURED,
      text: text('evidence_log_recovered_on_own'),
      observe: (facts) =>
        refusedOn(facts)?.kind === 'own' &&
        recoveredOnOwn(facts) &&
        recoveredWithoutHttp3(facts) === undefined,
    },
    {
      id: 'recovered-sni-page',
      weight: 1,
      source: 'measured: nginx 1.22.1 with keepalive before Apache 2.4.71; Firefox 153 recovers by its retry',
      text: text('evidence_hidden_page_was', 'Apache httpd'),
      observe: (facts) =>
        recovered(facts) &&
        facts.responder?.product.id === 'apache' &&
        text('evidence_hidden_page_was', facts.responder.product.name),
    },
    {
      id: 'recovered-behind-gateway',
      weight: 1,
      source: 'measured: nginx 1.22.1 with keepalive before Apache 2.4.71 answers 421, then 200',
      text: text('evidence_hidden_behind_gateway', 'Apache httpd', 'nginx'),
      observe: (facts) => {
        const gateway = refusedBehindGateway(facts);
        return gateway && facts.responder
          ? text('evidence_hidden_behind_gateway', nameOf(facts.responder), nameOf(gateway))
          : false;
      },
    },
    {
      id: 'repeat-answered',
      weight: 2,
      source: POOLS_MEASURED,
      text: text('evidence_repeat_answered'),
      observe: (facts) => comparesSniWithHost(facts) && answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'repeat-refused',
      weight: -1,
      source: 'measured: a pool that is kept busy may refuse for minutes',
      text: text('evidence_repeat_refused'),
      observe: refusedAgain,
      fresh: true,
    },
    {
      id: 'always-refused',
      weight: -2,
      source: 'measured: pooled connections fail by chance, not each time',
      text: text('evidence_always_refused'),
      observe: alwaysRefused,
    },
  ],
  steps: (facts) => [
    retryFresh(facts),
    contactOperator(facts),
    runChecks(),
    bypassGateway(facts),
    requestTenTimes(facts),
  ],
  route: (parts) => ({
    hops: [
      ...farGateways(parts),
      pass(gatewayOf(parts)),
      to(
        {
          mark: parts.break,
          notes: [{ label: text('route_note_one_connection') }],
          shared: [text('route_another_host'), parts.host],
        },
        originOf(parts, 'refused'),
      ),
    ],
    caption: text('route_caption_origin_pool'),
  }),
  settles: () => text('doubt_origin_pool'),
};

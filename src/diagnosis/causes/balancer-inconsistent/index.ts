import type { Step } from '../../../model/step.js';
import { text } from '../../../model/text.js';
import {
  addNameToCertificate,
  contactOperator,
  requestEachNode,
  requestTenTimes,
  retryFresh,
  runChecks,
} from '../../common-steps.js';
import {
  recoveredOnOwn,
  recoveredWithoutHttp3,
  refusedOn,
  refusedTwiceOnOwn,
} from '../../observed/attempts.js';
import { answeredAgain, refusedAgain } from '../../observed/checks.js';
import { alternates, alwaysRefused } from '../../observed/history.js';
import { sharingNeighbours } from '../../observed/neighbours.js';
import { recovered, responderId, surfaced } from '../../observed/page.js';
import { pastedResponse } from '../../observed/pasted.js';
import { retriedBy } from '../../observed/program.js';
import { onlyUploadsRefused, sharingImpossible } from '../../observed/retry.js';
import { edge, node, to } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

/** Success and 421 in turn, which uploads that Chromium does not retry would show as well. */
const inTurn = (facts: Facts): boolean => alternates(facts) && !onlyUploadsRefused(facts);

const levelNodes = ({ authority }: Facts): Step => ({
  id: 'level-nodes',
  audience: 'operator',
  group: 'fix',
  title: text('step_level_nodes', authority.host),
  detail: text('step_level_nodes_detail'),
  actions: [],
});

/** RFC 9110 section 15.5.20 leaves each node to speak for itself; browsers see one address. */
export const cause: Cause = {
  id: 'balancer-inconsistent',
  order: 130,
  refusesSome: true,
  name: text('cause_balancer_inconsistent_name'),
  hop: 'edge',
  fixedBy: 'operator',
  definition: text('cause_balancer_inconsistent_definition'),
  verdict: ({ authority }) => text('cause_balancer_inconsistent_verdict', authority.host),
  visitor: ({ authority }) => text('cause_balancer_inconsistent_visitor', authority.host),
  operator: ({ authority }) => text('cause_balancer_inconsistent_operator', authority.host),
  rules: [
    {
      id: 'alternates',
      weight: 3,
      source: 'measured: HAProxy 2.6.12 in turn over two nodes, one of which does not serve the host',
      text: text('evidence_alternates'),
      observe: (facts) =>
        surfaced(facts) && inTurn(facts) && responderId(facts) !== 'apache' && facts.dataFormat === undefined,
    },
    {
      id: 'alternates-sni-page',
      weight: 1,
      source: 'haproxy/haproxy#3081: nodes of one pool may run Apache before and after 2.4.64',
      text: text('evidence_alternates'),
      observe: (facts) => surfaced(facts) && inTurn(facts) && responderId(facts) === 'apache',
    },
    {
      id: 'recovered-without-neighbour',
      weight: 2,
      source: 'RFC 9110 section 15.5.20; measured: Firefox 153 retries on a new connection',
      text: text('evidence_recovered_without_neighbour'),
      observe: (facts) =>
        recovered(facts) &&
        refusedOn(facts) === undefined &&
        (sharingImpossible(facts) !== undefined || sharingNeighbours(facts).length === 0) &&
        retriedBy(facts, 'evidence_recovered_without_neighbour'),
    },
    {
      id: 'log-recovered-on-own',
      weight: 2,
      source: 'RFC 9110 section 15.5.20: the second try may have met another node',
      text: text('evidence_log_recovered_on_own'),
      observe: (facts) =>
        refusedOn(facts)?.kind === 'own' &&
        recoveredOnOwn(facts) &&
        recoveredWithoutHttp3(facts) === undefined,
    },
    {
      id: 'log-refused-twice',
      weight: -1,
      source: 'RFC 9110 section 15.5.20: the second try might have met another node',
      text: text('evidence_log_refused_twice'),
      observe: refusedTwiceOnOwn,
    },
    {
      id: 'repeat-answered',
      weight: 2,
      source: 'RFC 9110 section 15.5.20: the repeat may have met another node',
      text: text('evidence_repeat_answered'),
      observe: (facts) => surfaced(facts) && facts.dataFormat === undefined && answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'pasted-answered',
      weight: 1,
      source: 'RFC 9110 section 15.5.20: the other program may have met another node',
      text: text('evidence_pasted_answered'),
      observe: (facts) => {
        const response = pastedResponse(facts);
        return surfaced(facts) && response?.where === 'same' && !response.refused;
      },
      fresh: true,
    },
    {
      id: 'repeat-refused',
      weight: -2,
      source: 'RFC 9110 section 15.5.20: the repeat might have met another node',
      text: text('evidence_repeat_refused'),
      observe: refusedAgain,
      fresh: true,
    },
    {
      id: 'always-refused',
      weight: -2,
      source: 'RFC 9110 section 15.5.20: by chance a request would have met a node that serves the host',
      text: text('evidence_always_refused'),
      observe: alwaysRefused,
    },
  ],
  steps: (facts) => [
    retryFresh(facts),
    contactOperator(facts),
    runChecks(),
    levelNodes(facts),
    requestEachNode(facts),
    requestTenTimes(facts),
  ],
  suspected: (facts, suspect) =>
    suspect.by === 'failure' && suspect.recentlyWell
      ? {
          place: 1,
          verdict: text('cause_balancer_inconsistent_verdict', facts.authority.host),
          operator: text('cause_balancer_inconsistent_operator', facts.authority.host),
          steps: [
            contactOperator(facts),
            levelNodes(facts),
            addNameToCertificate(facts),
            requestEachNode(facts),
          ],
        }
      : undefined,
  route: (parts) => ({
    hops: [
      to(
        edge('passed'),
        node(
          'gateway',
          parts.gateways[0]?.name ?? text('route_balancer'),
          'passed',
          text('route_role_one_address'),
        ),
      ),
      {
        edge: edge('passed'),
        to: [
          node('server', text('route_one_server'), 'passed', text('route_role_serves_host')),
          node('server', text('route_other_server'), parts.break, text('route_role_host_not_served')),
        ],
      },
    ],
  }),
  settles: () => text('doubt_balancer_inconsistent'),
};

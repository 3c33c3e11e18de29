import { hostFieldOf, isDefaultPort } from '../../../model/authority.js';
import { text } from '../../../model/text.js';
import { contactOperator, reproduce } from '../../common-steps.js';
import { answeredAgain } from '../../observed/checks.js';
import { alternates } from '../../observed/history.js';
import { wellNeighbour } from '../../observed/neighbours.js';
import { plainlyNamed } from '../../observed/network.js';
import { responderId } from '../../observed/page.js';
import { responderName } from '../../observed/route.js';
import { edge, node, oddHostLabel, responderLabel, to } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

const ownPort = (facts: Facts): boolean => plainlyNamed(facts) && !isDefaultPort(facts.authority);

/** Whose 421 is a rule that someone wrote, with Host as it came or without its port. */
const WRITTEN_RULE: ReadonlySet<string> = new Set(['nginx']);

/** The rule compares SNI with the Host field as it came; RFC 9110 section 7.2 has the port in it, SNI never has. */
export const cause: Cause = {
  id: 'port-in-host-check',
  order: 90,
  sampleUrl: 'https://shop.example:8443/',
  name: text('cause_port_in_host_check_name'),
  hop: 'origin',
  fixedBy: 'operator',
  needsTls: true,
  definition: text('cause_port_in_host_check_definition'),
  verdict: (facts) => {
    const responder = responderName(facts);
    const field = hostFieldOf(facts.authority);
    return responder === undefined
      ? text('cause_port_in_host_check_verdict', field)
      : text('cause_port_in_host_check_verdict_responder', responder, field);
  },
  visitor: ({ authority }) => text('cause_port_in_host_check_visitor', authority.host),
  operator: ({ authority }) =>
    text('cause_port_in_host_check_operator', authority.host, hostFieldOf(authority)),
  rules: [
    {
      id: 'own-port',
      weight: 2,
      source: 'RFC 9110 section 7.2; nginx.org, $http_host against $host; traefik/traefik#7070',
      text: text('evidence_own_port', 'www.example.com:8443', 'nginx'),
      observe: (facts) =>
        ownPort(facts) &&
        WRITTEN_RULE.has(responderId(facts) ?? '') &&
        text('evidence_own_port', hostFieldOf(facts.authority), responderName(facts) ?? ''),
    },
    {
      id: 'neighbour-answered',
      weight: -2,
      source: 'RFC 9110 section 7.2: such a rule refuses every host on this port',
      text: text('evidence_neighbour_answered_same_port', 'other.example.com'),
      observe: (facts) => {
        const neighbour = ownPort(facts) ? wellNeighbour(facts) : undefined;
        return neighbour ? text('evidence_neighbour_answered_same_port', neighbour.host) : false;
      },
    },
    {
      id: 'alternates',
      weight: -3,
      source: 'RFC 9110 section 7.2: such a rule refuses each time',
      text: text('evidence_alternates'),
      observe: (facts) => ownPort(facts) && alternates(facts),
    },
    {
      id: 'repeat-answered',
      weight: -3,
      source: 'RFC 9110 section 7.2: such a rule refuses each time',
      text: text('evidence_repeat_answered'),
      observe: (facts) => ownPort(facts) && answeredAgain(facts),
      fresh: true,
    },
  ],
  steps: (facts) => [
    contactOperator(facts),
    {
      id: 'strip-port',
      audience: 'operator',
      group: 'fix',
      title: text('step_strip_port'),
      detail: text('step_strip_port_detail', facts.authority.host, hostFieldOf(facts.authority)),
      actions: [],
    },
    reproduce(facts),
  ],
  route: (parts) => ({
    hops: [
      to(
        edge('passed', oddHostLabel(parts.hostField)),
        node('server', responderLabel(parts), parts.break, text('route_role_compares_port')),
      ),
    ],
  }),
  settles: () => text('doubt_port_in_host_check'),
};

import { originOf, withoutTrailingDot } from '../model/authority.js';
import type { Step } from '../model/step.js';
import { text } from '../model/text.js';
import {
  lookUp,
  repeatRequest,
  requestAt,
  requestFromOrigin,
  requestOnNeighbour,
  showCertificate,
  showDefaultCertificate,
  showStatus,
  showStatusOnNeighbour,
  showStatusTenTimes,
} from './commands.js';
import { sharingNeighbours } from './observed/neighbours.js';
import { privateServer, proxied } from './observed/network.js';
import { byProgram } from './observed/program.js';
import { gatewayName, responderName } from './observed/route.js';
import type { Facts } from './types.js';

/*
 * Steps that more than one cause takes. Each says whose it is. A plain reload is never among them: browsers have
 * tried twice already, and a reload uses the same connection (measured: Chromium 156, Firefox 153).
 */

export const retryFresh = (facts: Facts): Step => ({
  id: 'retry-fresh',
  audience: 'visitor',
  // One click in Firefox; in others a private window, and back to say what it showed.
  trial: facts.agent.name === 'firefox' ? 2 : 4,
  title: text('step_retry_fresh'),
  detail: text(
    facts.agent.name === 'firefox' ? 'step_retry_fresh_firefox_detail' : 'step_retry_fresh_chromium_detail',
  ),
  actions: [{ kind: 'retry_fresh' }],
});

export const contactOperator = ({ authority }: Facts): Step => ({
  id: 'tell-operator',
  audience: 'visitor',
  title: text('step_tell_operator', authority.host),
  detail: text('step_tell_operator_detail'),
  actions: [{ kind: 'mail_report' }],
});

export const runChecks = (): Step => ({
  id: 'run-checks',
  audience: 'visitor',
  trial: 3,
  title: text('step_run_checks'),
  detail: text('step_run_checks_detail'),
  actions: [{ kind: 'run_checks' }],
});

export const verifyCertificate = ({ authority }: Facts): Step => ({
  id: 'verify-certificate',
  audience: 'operator',
  group: 'confirm',
  title: text('step_verify_certificate'),
  detail: text('step_verify_certificate_detail', authority.host),
  actions: [{ kind: 'verify_certificate', command: showCertificate(authority) }],
});

export const switchCoalescingOff = ({ agent }: Facts): Step => ({
  id: 'coalescing-off',
  audience: 'visitor',
  title: text('step_coalescing_off'),
  detail: text(
    agent.name === 'firefox' ? 'step_coalescing_off_firefox_detail' : 'step_coalescing_off_chromium_detail',
  ),
  actions: [{ kind: 'coalescing_off' }],
});

export const otherNetwork = (facts: Facts): Step => ({
  id: 'other-network',
  audience: 'visitor',
  trial: 5,
  title: text('step_other_network'),
  detail: text(proxied(facts) ? 'step_other_network_proxy_detail' : 'step_other_network_detail'),
  actions: [],
});

/** Deterministic or not, and whose page: a program that never shares connections asks the same. */
export const reproduce = ({ authority }: Facts): Step => ({
  id: 'reproduce',
  audience: 'operator',
  group: 'confirm',
  title: text('step_reproduce'),
  detail: text('step_reproduce_detail'),
  actions: [{ kind: 'command', command: repeatRequest(authority) }],
});

/** Ask the origin past the gateway: success there puts the fault on the front. */
export function bypassGateway(facts: Facts): Step {
  const [gateway, origin] = [gatewayName(facts), responderName(facts)];
  return {
    id: 'bypass-gateway',
    audience: 'operator',
    group: 'confirm',
    title: text('step_bypass_gateway'),
    detail:
      gateway === undefined || origin === undefined
        ? text('step_bypass_gateway_detail')
        : text('step_bypass_gateway_detail_named', gateway, origin),
    actions: [{ kind: 'command', command: requestFromOrigin(facts.authority) }],
  };
}

export const checkSharedHosting = ({ authority }: Facts): Step => ({
  id: 'check-shared-hosting',
  audience: 'operator',
  group: 'confirm',
  title: text('step_check_shared_hosting'),
  detail: text('step_check_shared_hosting_detail', authority.host),
  actions: [{ kind: 'command', command: showDefaultCertificate() }],
});

export const checkCdnMapping = ({ authority }: Facts): Step => ({
  id: 'check-cdn-mapping',
  audience: 'operator',
  group: 'confirm',
  title: text('step_check_cdn_mapping', authority.host),
  detail: text('step_check_cdn_mapping_detail'),
  actions: [{ kind: 'command', command: lookUp(authority) }],
});

/** What a browser that shares connections sends, with the neighbour and the address that were seen. */
export function simulateSharing(facts: Facts): readonly Step[] {
  const neighbour = sharingNeighbours(facts)[0];
  if (!neighbour || facts.address === undefined) return [];
  return [
    {
      id: 'simulate-sharing',
      audience: 'operator',
      group: 'confirm',
      title: text('step_simulate_sharing'),
      detail: text('step_simulate_sharing_detail', neighbour.host),
      actions: [
        { kind: 'command', command: requestOnNeighbour(facts.authority, neighbour.host, facts.address) },
      ],
    },
  ];
}

/** Ask one address several times over: nodes that differ show by their responses. */
export function requestEachNode(facts: Facts): Step {
  const { authority, address } = facts;
  return {
    id: 'ask-each-node',
    audience: 'operator',
    group: 'confirm',
    title: text('step_ask_each_node'),
    detail: text('step_ask_each_node_detail'),
    actions: [
      {
        kind: 'command',
        command:
          address === undefined || proxied(facts)
            ? requestFromOrigin(authority)
            : requestAt(authority, address),
      },
    ],
  };
}

export const compareAddress = (facts: Facts): Step => ({
  id: 'compare-address',
  audience: 'visitor',
  title: text('step_compare_address', withoutTrailingDot(facts.authority.host)),
  detail:
    facts.address === undefined || proxied(facts)
      ? text('step_compare_address_unknown_detail')
      : text(
          byProgram(facts) ? 'step_compare_address_detail_program' : 'step_compare_address_detail',
          facts.address,
        ),
  actions: [{ kind: 'command', command: lookUp(facts.authority) }],
});

/** Only where a home or company network is in play: what stands between is the reader's own. */
export const ownServer = (facts: Facts): readonly Step[] =>
  privateServer(facts) === true
    ? [
        {
          id: 'own-server',
          audience: 'visitor',
          title: text('step_own_server'),
          detail: text('step_own_server_detail', originOf(facts.authority)),
          actions: [],
        },
      ]
    : [];

/** The proof of most fixes: the host answers. */
export const requestAgain = ({ authority }: Facts): Step => ({
  id: 'request-again',
  audience: 'operator',
  group: 'verify',
  title: text('step_request_again', authority.host),
  detail: text('step_request_again_detail'),
  actions: [{ kind: 'command', command: showStatus(authority) }],
});

/** The proof where one request in several was refused. */
export const requestTenTimes = ({ authority }: Facts): Step => ({
  id: 'request-ten-times',
  audience: 'operator',
  group: 'verify',
  title: text('step_request_ten_times', authority.host),
  detail: text('step_request_ten_times_detail'),
  actions: [{ kind: 'command', command: showStatusTenTimes(authority) }],
});

/** The proof where only a shared connection was refused: a request on one of the host's own would prove nothing. */
export function requestOnSharedConnection(facts: Facts): readonly Step[] {
  const { authority, address } = facts;
  const neighbour = sharingNeighbours(facts)[0];
  if (!neighbour || address === undefined) return [];
  return [
    {
      id: 'request-on-shared-connection',
      audience: 'operator',
      group: 'verify',
      title: text('step_request_on_shared_connection', authority.host, neighbour.host),
      detail: text('step_request_again_detail'),
      actions: [{ kind: 'command', command: showStatusOnNeighbour(authority, neighbour.host, address) }],
    },
  ];
}

export const addNameToCertificate = ({ authority }: Facts): Step => ({
  id: 'add-name-to-certificate',
  audience: 'operator',
  group: 'fix',
  title: text('step_add_name_to_certificate', authority.host),
  detail: text('step_add_name_to_certificate_detail'),
  actions: [],
});

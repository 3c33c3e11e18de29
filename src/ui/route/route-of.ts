import type { CauseId } from '../../model/cause.js';
import type { Diagnosis, Finding } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import { type Text, text } from '../../model/text.js';
import { type RouteParts, routeParts } from './parts.js';
import type { Hop, Label, Mark, NodeKind, Note, Route, RouteEdge, RouteNode } from './route.js';

/** What a cause draws: the hops after the browser, and the sentence under the picture. */
interface Sketch {
  readonly hops: readonly Hop[];
  readonly caption: Text;
}

const edge = (mark: Mark = 'passed', ...notes: Note[]): RouteEdge => ({ mark, notes });
const hostLabel = (label: Label): Note => ({ label, hostLabel: true });
const oddHostLabel = (label: Label): Note => ({ label, hostLabel: true, odd: true });
const odd = (label: Label): Note => ({ label, odd: true });
const to = (way: RouteEdge, node: RouteNode): Hop => ({ edge: way, to: [node] });
const pass = (node: RouteNode): Hop => to(edge(node.mark === 'unsure' ? 'unsure' : 'passed'), node);

const node = (kind: NodeKind, name: Label, mark: Mark, role?: Label): RouteNode => ({
  kind,
  name,
  mark,
  ...(role ? { role } : {}),
});

const unlike = text('route_note_tls_name_unlike_host');

/** The program that answered, where its place on the route does not matter. */
const answerer = ({ responder, gateways }: RouteParts): Label =>
  responder ?? gateways[0]?.name ?? text('route_server');

/** The gateway that opens the connection to the origin: it must be there, even if it does not show itself. */
const gatewayOf = ({ gateways }: RouteParts): RouteNode =>
  gateways.at(-1) ?? node('gateway', text('route_gateway'), 'passed', text('route_role_not_recognised'));

/** Gateways before the last one. */
const farGateways = ({ gateways }: RouteParts): Hop[] => gateways.slice(0, -1).map(pass);

const originOf = ({ responder }: RouteParts, mark: Mark): RouteNode =>
  responder
    ? node('server', responder, mark, text('route_role_origin'))
    : node('server', text('route_origin'), mark);

/** Every gateway that was recognised, and then the program that wrote the 421, unless a gateway wrote it. */
const toResponder = (parts: RouteParts, last: (name: Label) => RouteNode): Hop[] =>
  parts.responder || parts.gateways.length === 0
    ? [...parts.gateways.map(pass), to(edge(), last(parts.responder ?? text('route_server')))]
    : [...farGateways(parts), to(edge(), last(gatewayOf(parts).name))];

const SKETCHES: Readonly<Record<CauseId, (parts: RouteParts) => Sketch>> = {
  'coalesced-connection': (parts) => ({
    hops: [
      to(
        {
          mark: parts.break,
          notes: [{ label: text('route_note_one_connection') }],
          shared: [parts.neighbour, parts.host],
        },
        node('server', parts.gateways[0]?.name ?? answerer(parts), 'refused'),
      ),
    ],
    caption: text('route_caption_coalesced_connection'),
  }),
  'certificate-mismatch': (parts) => ({
    hops: [to(edge(), node('server', answerer(parts), parts.break, text('route_role_other_certificate')))],
    caption: text('route_caption_certificate_mismatch'),
  }),
  'host-not-served': (parts) => ({
    hops: toResponder(parts, (name) => node('server', name, parts.break, text('route_role_host_not_served'))),
    caption: text('route_caption_host_not_served'),
  }),
  'balancer-inconsistent': (parts) => ({
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
    caption: text('route_caption_balancer_inconsistent'),
  }),
  'origin-sni': (parts) => ({
    hops: [
      ...farGateways(parts),
      pass(gatewayOf(parts)),
      to(edge(parts.break, odd(unlike)), originOf(parts, 'refused')),
    ],
    caption: text('route_caption_origin_sni'),
  }),
  'origin-pool': (parts) => ({
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
  'sni-host-check': (parts) => ({
    hops: [
      to(
        edge('passed', odd(text('route_note_tls_name_is_host'))),
        node('server', answerer(parts), parts.break, text('route_role_compares_names')),
      ),
    ],
    caption: text('route_caption_sni_host_check'),
  }),
  'port-in-host-check': (parts) => ({
    hops: [
      to(
        edge('passed', oddHostLabel(parts.hostField)),
        node('server', answerer(parts), parts.break, text('route_role_compares_port')),
      ),
    ],
    caption: text('route_caption_port_in_host_check'),
  }),
  'tls-policy': (parts) => ({
    hops: [to(edge(), node('server', answerer(parts), parts.break, text('route_role_own_tls')))],
    caption: text('route_caption_tls_policy'),
  }),
  'ip-literal': (parts) => ({
    hops: [
      to(
        edge(parts.break, hostLabel(parts.host), odd(text('route_note_no_tls_name'))),
        node('server', answerer(parts), 'refused'),
      ),
    ],
    caption: text('route_caption_ip_literal'),
  }),
  'trailing-dot': (parts) => ({
    hops: [
      to(
        edge(parts.break, oddHostLabel(parts.host)),
        node('server', answerer(parts), 'refused', text('route_role_name_without_dot')),
      ),
    ],
    caption: text('route_caption_trailing_dot'),
  }),
  'edge-policy': (parts) => ({
    hops: [
      to(
        edge('passed', odd(unlike)),
        node(
          'gateway',
          parts.gateways[0]?.name ?? parts.responder ?? text('route_edge'),
          parts.break,
          text('route_role_refuses_by_rule'),
        ),
      ),
    ],
    caption: text('route_caption_edge_policy'),
  }),
  'client-middlebox': (parts) => ({
    hops: [
      pass(
        node(
          'network',
          parts.before[1]?.name ?? text('route_middlebox'),
          parts.break,
          parts.before[1]?.role ?? text('route_role_your_network'),
        ),
      ),
      to(edge('passed', odd(unlike)), node('server', answerer(parts), 'refused')),
    ],
    caption: text('route_caption_client_middlebox'),
  }),
  'alternative-service': (parts) => ({
    hops: [
      {
        edge: edge(),
        to: [
          node('server', text('route_own_server'), 'unreached'),
          node('server', text('route_alternative'), parts.break, text('route_role_not_authoritative')),
        ],
      },
    ],
    caption: text('route_caption_alternative_service'),
  }),
  'stale-address': (parts) => ({
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
    caption: text('route_caption_stale_address'),
  }),
  'stale-response': (parts) => ({
    hops: [
      pass(node('cache', text('route_cache'), parts.break, text('route_role_kept_421'))),
      to(edge('unreached'), node('server', answerer(parts), 'unreached')),
    ],
    caption: text('route_caption_stale_response'),
  }),
  application: (parts) => ({
    hops: [
      ...parts.gateways.map(pass),
      to(
        edge(),
        node(
          'application',
          parts.responder ?? text('route_application'),
          parts.break,
          text('route_role_says_421'),
        ),
      ),
    ],
    caption: text('route_caption_application'),
  }),
  unknown: (parts) => ({
    hops: [
      ...parts.gateways.map((gateway) => pass({ ...gateway, mark: 'unsure' })),
      to(edge('unsure'), node('server', parts.responder ?? text('route_server'), 'unsure')),
    ],
    caption: text('route_caption_unknown'),
  }),
};

const BACK: Readonly<Record<Incident['status'], Text>> = {
  misdirected: text('route_back_misdirected'),
  recovered: text('route_back_recovered'),
  suspected: text('route_back_suspected'),
};

/** The way of the incident's request, if this finding of its diagnosis is right. */
export function routeOf(incident: Incident, finding: Finding, diagnosis: Diagnosis): Route {
  const parts = routeParts(incident, finding, diagnosis);
  const { hops, caption } = SKETCHES[finding.cause](parts);
  const [start, ...more] = parts.before;
  // A proxy is drawn once: as the middlebox itself where that is the finding.
  const between = finding.cause === 'client-middlebox' ? [] : more.map(pass);
  return {
    start,
    hops: addressed([...between, ...hops], parts.host),
    back: BACK[incident.status],
    caption,
  };
}

/** The letter leaves the browser with the host's name on it, unless the cause has more to say of that edge. */
function addressed(hops: readonly Hop[], host: Label): Hop[] {
  return hops.map((hop, index) =>
    index === 0 && hop.edge.notes.length === 0
      ? { ...hop, edge: { ...hop.edge, notes: [hostLabel(host)] } }
      : hop,
  );
}

// What the drawings of the causes are put together from.
import { type Text, text } from '../../model/text.js';
import type { RouteParts } from './parts.js';
import type { Hop, Label, Mark, NodeKind, Note, RouteEdge, RouteNode } from './route.js';

/** What a cause draws: the hops after the browser. */
export interface Drawing {
  readonly hops: readonly Hop[];
  /** What the verdict does not say: where it failed, or that nothing on the way did. */
  readonly caption?: Text;
  /** The proxy that the browser names is drawn as one of `hops` already. */
  readonly drawsProxy?: true;
}

export const edge = (mark: Mark = 'passed', ...notes: Note[]): RouteEdge => ({ mark, notes });
export const hostLabel = (label: Label): Note => ({ label, hostLabel: true });
export const oddHostLabel = (label: Label): Note => ({ label, hostLabel: true, odd: true });
export const odd = (label: Label): Note => ({ label, odd: true });
export const to = (way: RouteEdge, node: RouteNode): Hop => ({ edge: way, to: [node] });
export const pass = (node: RouteNode): Hop => to(edge(node.mark === 'unsure' ? 'unsure' : 'passed'), node);

export const node = (kind: NodeKind, name: Label, mark: Mark, role?: Label): RouteNode => ({
  kind,
  name,
  mark,
  ...(role ? { role } : {}),
});

export const unlike = text('route_note_tls_name_unlike_host');

/** The program that answered, where its place on the route does not matter. */
export const responderLabel = ({ responder, gateways }: RouteParts): Label =>
  responder ?? gateways[0]?.name ?? text('route_server');

/** The gateway that opens the connection to the origin: it must be there, even if it does not show itself. */
export const gatewayOf = ({ gateways }: RouteParts): RouteNode =>
  gateways.at(-1) ?? node('gateway', text('route_gateway'), 'passed', text('route_role_not_recognised'));

/** Gateways before the last one. */
export const farGateways = ({ gateways }: RouteParts): Hop[] => gateways.slice(0, -1).map(pass);

export const originOf = ({ responder }: RouteParts, mark: Mark): RouteNode =>
  responder
    ? node('server', responder, mark, text('route_role_origin'))
    : node('server', text('route_origin'), mark);

/** Every gateway that was recognised, and then the program that wrote the 421, unless a gateway wrote it. */
export const toResponder = (parts: RouteParts, last: (name: Label) => RouteNode): Hop[] =>
  parts.responder || parts.gateways.length === 0
    ? [...parts.gateways.map(pass), to(edge(), last(parts.responder ?? text('route_server')))]
    : [...farGateways(parts), to(edge(), last(gatewayOf(parts).name))];

import { type Text, text } from '../../model/text.js';

/**
 * How the request fared at a place.
 * `broken`: here it went wrong. `supposed`: here, if the finding is right, which is no more than possible.
 * `refused`: the node answered 421 to what went wrong before it. `unreached`: the request never came here.
 * `unsure`: nothing shows.
 */
export type Mark = 'passed' | 'broken' | 'supposed' | 'refused' | 'unreached' | 'unsure';

export type NodeKind = 'browser' | 'network' | 'gateway' | 'server' | 'application' | 'cache';

/** What is written on the picture. Host names and proper names of products are data, everything else is a message. */
export type Label = Text | { readonly proper: string };

export const proper = (name: string): Label => ({ proper: name });

export interface RouteNode {
  readonly kind: NodeKind;
  readonly name: Label;
  /** What the node is on this route, where the name is a proper name; or what it said. */
  readonly role?: Label;
  readonly mark: Mark;
}

/** Something written beside an edge. */
export interface Note {
  readonly label: Label;
  /** The name on the letter that travels here. */
  readonly hostLabel?: true;
  /** This is what did not fit. */
  readonly odd?: true;
}

/** The way from one node to the next. */
export interface RouteEdge {
  readonly mark: Mark;
  readonly notes: readonly Note[];
  /** Two letters in one pipe: the host that the connection was opened for, and the one that was put into it. */
  readonly shared?: readonly [opened: Label, joined: Label];
}

/** The way of one request, as the picture draws it and as the text alternative shows it. */
export interface Route {
  /** The first node; the browser. */
  readonly start: RouteNode;
  readonly hops: readonly Hop[];
  /** How the 421 came back, or what came after it. */
  readonly back: Text;
  /** A sentence under the picture, where the picture needs more than the verdict says. */
  readonly caption?: Text;
}

/** An edge and where it leads: one node, or the two that it may lead to. */
export interface Hop {
  readonly edge: RouteEdge;
  readonly to: readonly [RouteNode] | readonly [RouteNode, RouteNode];
}

export const MARK_WORDS: Readonly<Record<Mark, Text>> = {
  passed: text('route_mark_passed'),
  broken: text('route_mark_broken'),
  refused: text('route_mark_refused'),
  supposed: text('route_mark_supposed'),
  unreached: text('route_mark_unreached'),
  unsure: text('route_mark_unsure'),
};

import type { JSX } from 'preact';
import type { RouteNode } from '../../diagnosis/route/route.js';
import { LabelView } from './label.js';
import { MarkView } from './mark.js';

export interface NodeProps {
  readonly node: RouteNode;
  /** What it is or what it said stands in the box and not below it, as boxes stand above each other. */
  readonly stacked: boolean;
}

/** A node: a box with its name on it, and what it is or what it said. */
export function NodeView({ node, stacked }: NodeProps): JSX.Element {
  const role = node.role && (
    <span class="route-role">
      <LabelView label={node.role} />
    </span>
  );
  return (
    <div class="route-node" data-kind={node.kind} data-mark={node.mark}>
      <span class="route-box">
        <LabelView label={node.name} />
        {stacked && role}
      </span>
      {!stacked && role}
      <MarkView mark={node.mark} sign />
    </div>
  );
}

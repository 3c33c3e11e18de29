import type { JSX } from 'preact';
import { type Label, MARK_WORDS, type Mark, type RouteNode } from '../../diagnosis/route/route.js';
import { Breakable } from '../breakable.js';
import { Icon, type IconName } from '../icon.js';
import { InPhrases } from '../phrases.js';
import { Say } from '../say.js';

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

/** What is written on a part of the picture: a message, or a name as it is. */
export const LabelView = ({ label }: { readonly label: Label }): JSX.Element =>
  'proper' in label ? (
    <bdi translate={false}>
      <Breakable name={label.proper} />
    </bdi>
  ) : (
    <InPhrases.Provider value={true}>
      <Say text={label} />
    </InPhrases.Provider>
  );

const SIGNS: Readonly<Partial<Record<Mark, IconName>>> = {
  broken: 'cross',
  supposed: 'question',
  unsure: 'question',
};

interface MarkProps {
  readonly mark: Mark;
  /** Draw its sign too, and not only its words. */
  readonly sign: boolean;
}

/** The sign of the place where it broke: a shape beside the colour, and words for those who hear the picture. */
export function MarkView({ mark, sign }: MarkProps): JSX.Element {
  const icon = SIGNS[mark];
  return (
    <>
      {sign && icon && (
        <span class="route-mark" data-mark={mark} aria-hidden="true">
          <Icon name={icon} />
        </span>
      )}
      <span class="visually-hidden">
        {': '}
        <Say text={MARK_WORDS[mark]} />
      </span>
    </>
  );
}

import { type ComponentChildren, type JSX, toChildArray } from 'preact';
import { InPhrases, Phrases } from './phrases.js';

export type Level = 1 | 2 | 3 | 4;

/** The heading one level below. */
export const below = (level: Level): Level => (level === 1 ? 2 : level === 2 ? 3 : 4);

export interface HeadingProps {
  readonly level: Level;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A heading whose level depends on where the part stands in its page. */
export function Heading({ level, class: className = '', children }: HeadingProps): JSX.Element {
  const Tag = `h${level}` as const;
  return (
    <Tag class={className}>
      <InPhrases.Provider value={true}>
        {toChildArray(children).map((child) =>
          typeof child === 'string' ? <Phrases text={child} /> : child,
        )}
      </InPhrases.Provider>
    </Tag>
  );
}

import './fold.css';
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';

/** What the user opened and closed, by name, so that a live update or a changed layout leaves it as it was. */
const folds = new Map<string, boolean>();

export interface FoldProps {
  /** Unique in the page, e.g. incident and section. */
  readonly name: string;
  readonly summary: ComponentChildren;
  readonly openAtFirst?: boolean;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A part that opens and closes. What is inside is drawn only once it is opened. */
export function Fold({
  name,
  summary,
  openAtFirst = false,
  class: className,
  children,
}: FoldProps): JSX.Element {
  const [open, setOpen] = useState(() => folds.get(name) ?? openAtFirst);
  return (
    <details
      class={className === undefined ? 'fold' : `fold ${className}`}
      open={open}
      onToggle={(event) => {
        const now = event.currentTarget.open;
        if (now === open) return;
        folds.set(name, now);
        setOpen(now);
      }}
    >
      <summary>{summary}</summary>
      {open && <div class="fold-body">{children}</div>}
    </details>
  );
}

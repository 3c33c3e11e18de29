import './fold.css';
import { type Signal, signal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';

/** What is open, by name, so that a live update or a changed layout leaves it as the user had it. */
const folds = new Map<string, Signal<boolean>>();

function foldOf(name: string, openAtFirst: boolean): Signal<boolean> {
  const known = folds.get(name);
  if (known) return known;
  const made = signal(openAtFirst);
  folds.set(name, made);
  return made;
}

/** Opens a part from elsewhere in the page, and takes the reader there. */
export function openFold(name: string): void {
  foldOf(name, true).value = true;
  requestAnimationFrame(() => {
    const summary = document.querySelector(`[data-fold="${CSS.escape(name)}"] > summary`);
    if (!(summary instanceof HTMLElement)) return;
    summary.focus();
    summary.scrollIntoView({ block: 'start' });
  });
}

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
  const fold = foldOf(name, openAtFirst);
  const open = fold.value;
  return (
    <details
      class={className === undefined ? 'fold' : `fold ${className}`}
      data-fold={name}
      open={open}
      onToggle={(event) => {
        fold.value = event.currentTarget.open;
      }}
    >
      <summary>{summary}</summary>
      {open && <div class="fold-body">{children}</div>}
    </details>
  );
}

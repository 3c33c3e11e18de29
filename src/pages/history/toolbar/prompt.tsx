import '../../../ui/page/prompt.css';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface PromptProps {
  /** What is asked or reported; read out when the box appears, for the focus goes there. */
  readonly children: ComponentChildren;
  readonly buttons?: ComponentChildren;
}

/** A question in the page. It takes the focus, so that the response is the next key away. */
export function Prompt({ children, buttons }: PromptProps): JSX.Element {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section class="prompt" ref={box} tabIndex={-1}>
      {children}
      {buttons && <div class="prompt-buttons">{buttons}</div>}
    </section>
  );
}

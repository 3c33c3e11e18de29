import './code-block.css';
import type { ComponentChildren, JSX } from 'preact';
import { CopyButton } from '../copy-button.js';
import { CodeLines } from './code-lines.js';

export interface CodeBlockProps {
  readonly lines: string;
  /** For the copy button: what these lines are. */
  readonly what: string;
  /** Stands over the lines, beside the copy button. */
  readonly head: ComponentChildren;
  readonly foot?: ComponentChildren;
}

/** Lines to copy. They are wrapped and never scroll sideways; they read left to right in every language. */
export const CodeBlock = ({ lines, what, head, foot }: CodeBlockProps): JSX.Element => (
  <div class="code">
    <div class="code-head">
      <span class="code-title">{head}</span>
      <CopyButton value={lines} what={what} />
    </div>
    <pre dir="ltr" translate={false}>
      <CodeLines lines={lines} />
    </pre>
    {foot}
  </div>
);

import './code-block.css';
import type { ComponentChildren, JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { aroundPlaceholders } from '../../model/placeholder.js';
import { CopyButton } from '../copy-button.js';
import { CodeLines } from './code-lines.js';

export interface CodeBlockProps {
  readonly lines: string;
  /** For the copy button: what these lines are. */
  readonly what: string;
  /** Stands over the lines, beside the copy button. */
  readonly head: ComponentChildren;
  /** Between head and lines. */
  readonly under?: ComponentChildren;
  readonly foot?: ComponentChildren;
}

/** Lines to copy. They are wrapped and never scroll sideways; they read left to right in every language. */
export const CodeBlock = ({ lines, what, head, under, foot }: CodeBlockProps): JSX.Element => (
  <div class="code">
    <div class="code-head">
      <span class="code-title">{head}</span>
      <CopyButton value={lines} what={what} />
    </div>
    {under}
    <pre dir="ltr" translate={false}>
      <CodeLines lines={lines} />
    </pre>
    <FillIn lines={lines} />
    {foot}
  </div>
);

/** What only the reader knows, once each. */
function FillIn({ lines }: { readonly lines: string }): JSX.Element | null {
  const names = [...new Set(aroundPlaceholders(lines).filter((_, at) => at % 2 === 1))];
  return names.length === 0 ? null : <p class="code-foot">{t('steps_fill_in', names.join(', '))}</p>;
}

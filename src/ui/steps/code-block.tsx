import './code-block.css';
import type { ComponentChildren, JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { aroundPlaceholders } from '../../model/placeholder.js';
import { CopyButton } from '../copy-button.js';
import { visible } from '../visible.js';

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

/**
 * Lines of code that wrap between words only. A browser would also break after a hyphen, and `-noout` would read as
 * two words; what is longer than a line still breaks anywhere.
 */
const CodeLines = ({ lines }: { readonly lines: string }): JSX.Element => (
  <>
    {visible(lines)
      .split(/(\s+)/)
      .map((part, index) =>
        // With one capture group every odd part is the white space between two words.
        index % 2 === 1 ? (
          part
        ) : (
          <span key={index} class="code-word">
            {aroundPlaceholders(part).map((piece, at) =>
              // Every odd piece is a placeholder.
              at % 2 === 1 ? (
                <mark key={at} class="code-placeholder">
                  {piece}
                </mark>
              ) : (
                piece
              ),
            )}
          </span>
        ),
      )}
  </>
);

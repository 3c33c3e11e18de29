import type { JSX } from 'preact';
import { aroundPlaceholders } from '../../model/placeholder.js';
import { visible } from '../visible.js';

/**
 * Lines of code that wrap between words only. A browser would also break after a hyphen, and `-noout` would read as
 * two words; what is longer than a line still breaks anywhere.
 */
export const CodeLines = ({ lines }: { readonly lines: string }): JSX.Element => (
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

import type { JSX } from 'preact';
import { visible } from './visible.js';

/** A name that, where it does not fit on one line, breaks after a dot or a hyphen rather than anywhere. */
export const Breakable = ({ name }: { readonly name: string }): JSX.Element => (
  <>
    {visible(name)
      .split(/(?<=[.-])/)
      .map((part, index) => (
        <span key={index}>
          {part}
          <wbr />
        </span>
      ))}
  </>
);

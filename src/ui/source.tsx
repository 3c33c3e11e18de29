import type { JSX } from 'preact';
import { visible } from './visible.js';
import { WebLink } from './web-link.js';

/** Where a rule or a fix comes from: a link if it is one, else its name. Sources are not translated. */
export const Source = ({ source }: { readonly source: string }): JSX.Element => (
  <cite class="source" dir="auto" translate={false}>
    <WebLink url={source}>{visible(source)}</WebLink>
  </cite>
);

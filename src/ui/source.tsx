import './source.css';
import type { JSX } from 'preact';
import { sourceParts } from './source-parts.js';
import { visible } from './visible.js';
import { WebLink } from './web-link.js';

/** Where a rule or a fix comes from, with links to what has an address. Sources are not translated. */
export const Source = ({ source }: { readonly source: string }): JSX.Element => (
  <cite class="source" dir="auto" translate={false}>
    {sourceParts(visible(source)).map(({ text, url }, index) =>
      url === undefined ? (
        text
      ) : (
        <WebLink key={index} url={url}>
          {text}
        </WebLink>
      ),
    )}
  </cite>
);

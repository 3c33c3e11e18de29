import type { JSX } from 'preact';
import { WebLink } from '../../ui/web-link.js';
import { Chapter } from './chapter.js';

/** Titles are the documents' own and not translated. */
const STANDARDS: readonly (readonly [title: string, page: string])[] = [
  ['RFC 9110, 15.5.20: 421 Misdirected Request', 'rfc9110.html#section-15.5.20'],
  ['RFC 9110, 7.4: Rejecting Misdirected Requests', 'rfc9110.html#section-7.4'],
  ['RFC 9113 (HTTP/2), 9.1.1: Connection Reuse', 'rfc9113.html#section-9.1.1'],
  ['RFC 9114 (HTTP/3), 3.3: Connection Reuse', 'rfc9114.html#section-3.3'],
  ['RFC 8336: The ORIGIN HTTP/2 Frame', 'rfc8336.html'],
  ['RFC 7838: HTTP Alternative Services', 'rfc7838.html'],
];

export const Sources = (): JSX.Element => (
  <Chapter id="sources">
    <ul class="learn-list" translate={false}>
      {STANDARDS.map(([title, page]) => (
        <li key={page}>
          <WebLink url={`https://www.rfc-editor.org/rfc/${page}`}>
            <bdi dir="ltr" lang="en">
              {title}
            </bdi>
          </WebLink>
        </li>
      ))}
    </ul>
  </Chapter>
);

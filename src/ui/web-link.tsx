import './web-link.css';
import type { ComponentChildren, JSX } from 'preact';
import { openUrl } from '../platform/tabs.js';
import { Icon } from './icon.js';

export interface WebLinkProps {
  readonly url: string;
  readonly children: ComponentChildren;
}

/** Links come from rules and from URLs that pages made: only the web's own schemes are ever opened. */
const isWeb = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

/** A link that opens a new tab and leaves the popup. What is no web address is shown as text. */
export function WebLink({ url, children }: WebLinkProps): JSX.Element {
  if (!isWeb(url)) return <span>{children}</span>;
  return (
    <a
      class="web-link"
      href={url}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        event.preventDefault();
        void openUrl(url);
      }}
    >
      {children}
      <Icon name="out" />
    </a>
  );
}

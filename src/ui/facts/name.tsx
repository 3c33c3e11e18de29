import type { JSX } from 'preact';
import { plural } from '../../i18n/i18n.js';
import { elide } from '../../model/elide.js';
import type { RequestFacts } from '../../model/exchange.js';
import { Breakable } from '../breakable.js';
import { visible } from '../visible.js';

/** Characters of one value that are shown; a host name has at most 253 (RFC 1035 section 2.3.4). */
const LONGEST = 260;

/** Data of the protocol: left to right in every language, and never translated. */
export const Name = ({ children }: { readonly children: string }): JSX.Element => (
  <bdi dir="ltr" translate={false} title={children.length > LONGEST ? visible(children) : undefined}>
    <Breakable name={elide(children, LONGEST)} />
  </bdi>
);

/** The path without its query, which may hold secrets that nobody wants on a screenshot. */
function pathOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, search } = new URL(url);
  return search === '' ? pathname : `${pathname}?…`;
}

export const RequestName = ({
  request: { method, url },
}: {
  readonly request: RequestFacts;
}): JSX.Element => <Name>{`${method} ${pathOf(url)}`.trim()}</Name>;

export interface NameListProps {
  readonly names: readonly string[];
  /** Names that are shown. */
  readonly most: number;
}

/** The first names, and how many more there are. */
export const NameList = ({ names, most }: NameListProps): JSX.Element => (
  <ul>
    {names.slice(0, most).map((name, index) => (
      <li key={index}>
        <Name>{name}</Name>
      </li>
    ))}
    {names.length > most && <li class="soft">{plural('ui_more_names', names.length - most)}</li>}
  </ul>
);

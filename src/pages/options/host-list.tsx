import type { ComponentChildren, JSX } from 'preact';
import { Breakable } from '../../ui/breakable.js';

export interface HostListProps {
  /** The list's name. */
  readonly label: string;
  readonly patterns: readonly string[];
  /** What stands behind a pattern. */
  readonly after?: (pattern: string) => ComponentChildren;
}

/** Hosts and patterns of hosts, one a line. A long list scrolls by itself, and takes the focus where nothing in it does. */
export const HostList = ({ label, patterns, after }: HostListProps): JSX.Element => (
  <ul class="hosts" aria-label={label} tabIndex={after ? undefined : 0}>
    {patterns.map((pattern) => (
      <li key={pattern}>
        <bdi dir="ltr" translate={false}>
          <Breakable name={pattern} />
        </bdi>
        {after?.(pattern)}
      </li>
    ))}
  </ul>
);

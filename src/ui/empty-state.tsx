import './empty-state.css';
import type { ComponentChildren, JSX } from 'preact';
import type { Text } from '../model/text.js';
import { Heading, type Level } from './heading.js';
import { Say } from './say.js';

/** What lies on the desk: a letter that arrived, one that is still to come, one that nobody may open. */
export type HostLabel = 'delivered' | 'sealed' | 'lost';

export interface EmptyStateProps {
  readonly hostLabel: HostLabel;
  readonly title: Text;
  /** Of its heading; 1 where it is all that the page shows. */
  readonly level?: Level;
  readonly children: ComponentChildren;
}

/** A page with nothing to diagnose says why, and what can be done, in the same calm place. */
export const EmptyState = ({ hostLabel, title, level = 1, children }: EmptyStateProps): JSX.Element => (
  <section class="empty">
    <HostLabelPicture hostLabel={hostLabel} />
    <Heading level={level}>
      <Say text={title} />
    </Heading>
    {children}
  </section>
);

const SEALS: Readonly<Record<HostLabel, string>> = {
  delivered: 'm55 42 4 4 8-9',
  sealed: 'M56 40v-3a5 5 0 0 1 10 0v3M54 40h14v9H54z',
  lost: 'M58 37a3.5 3.5 0 1 1 5 3.2c-1.3.7-2 1.3-2 2.6M61 47.5v.1',
};

const HostLabelPicture = ({ hostLabel }: { readonly hostLabel: HostLabel }): JSX.Element => (
  <svg class="empty-host-label" data-host-label={hostLabel} viewBox="0 0 80 60" aria-hidden="true">
    <path class="empty-paper" d="M8 10h56a3 3 0 0 1 3 3v34a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V13a3 3 0 0 1 3-3z" />
    <path d="m6 12 27.5 20a5 5 0 0 0 6 0L66 12" />
    <path class="empty-lines" d="M13 42h14M13 37h9" />
    <circle class="empty-seal" cx="61" cy="42" r="12" />
    <path class="empty-sign" d={SEALS[hostLabel]} />
  </svg>
);

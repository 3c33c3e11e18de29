import type { ComponentChildren, JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';

export interface FactProps {
  readonly name: MessageKey;
  readonly children: ComponentChildren;
}

/** One line of the list: what it is, and what was seen. */
export const Fact = ({ name, children }: FactProps): JSX.Element => (
  <div>
    <dt>{t(name)}</dt>
    <dd>{children}</dd>
  </div>
);

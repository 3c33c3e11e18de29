import type { ComponentChildren, JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Known } from '../../model/known.js';
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

export interface KnownFactProps<T> {
  readonly name: MessageKey;
  readonly fact: Known<T>;
  readonly children: (value: T) => ComponentChildren;
}

/** A fact, or the reason why there is none. */
export const KnownFact = <T,>({ name, fact, children }: KnownFactProps<T>): JSX.Element => (
  <Fact name={name}>
    {fact.known ? children(fact.value) : <span class="facts-absent">{t(`absence_${fact.why}`)}</span>}
  </Fact>
);

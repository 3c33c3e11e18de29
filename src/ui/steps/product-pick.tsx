import './product-pick.css';
import { signal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { PickOption } from '../../model/step.js';

/** What stands at one site usually stands at all that the reader runs: the choice holds for the page. */
const chosen = signal<string | undefined>(undefined);

export interface ProductPickProps {
  readonly options: readonly PickOption[];
  /** Draws what the chosen product's option lets the reader do. */
  readonly children: (option: PickOption) => ComponentChildren;
}

/** One of several products to choose, and only what is for it. */
export function ProductPick({ options, children }: ProductPickProps): JSX.Element {
  const shown = options.find(({ name }) => name === chosen.value) ?? options[0];
  return (
    <>
      <label class="product-pick">
        <span>{t('steps_pick')}</span>
        <select
          value={shown?.name}
          onChange={(event) => {
            chosen.value = event.currentTarget.value;
          }}
        >
          {options.map(({ name }) => (
            <option key={name} value={name} translate={false}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {shown && children(shown)}
    </>
  );
}

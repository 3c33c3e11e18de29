import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { MessageKey } from '../../model/text.js';
import { t } from '../i18n.js';
import { remembered } from '../remember.js';

const VIEWS = ['drawing', 'table'] as const;
type View = (typeof VIEWS)[number];

const WORDS: Readonly<Record<View, MessageKey>> = { drawing: 'map_as_drawing', table: 'map_as_table' };

/** How the reader wants to see maps, on every page of the extension. */
export const { choice: view, choose: chooseView } = remembered('map', VIEWS, 'drawing');

/** Two radio buttons that look like one switch. */
export function ViewSwitch(): JSX.Element {
  const name = useId();
  return (
    <fieldset class="map-views">
      <legend class="visually-hidden">{t('map_show_as')}</legend>
      {VIEWS.map((each) => (
        <label key={each}>
          <input
            type="radio"
            class="visually-hidden"
            name={name}
            value={each}
            checked={view.value === each}
            onChange={() => chooseView(each)}
          />
          <span>{t(WORDS[each])}</span>
        </label>
      ))}
    </fieldset>
  );
}

import './reader-switch.css';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Audience } from '../../model/step.js';
import type { MessageKey } from '../../model/text.js';
import { t } from '../i18n.js';
import { chooseReader, reader } from './reader.js';

const READERS: readonly (readonly [Audience, MessageKey])[] = [
  ['visitor', 'ui_reader_visitor'],
  ['operator', 'ui_reader_operator'],
];

/** Two radio buttons that look like one switch: arrow keys, labels and state come from the browser. */
export function ReaderSwitch(): JSX.Element {
  const name = useId();
  return (
    <fieldset class="reader">
      <legend class="visually-hidden">{t('ui_reader')}</legend>
      {READERS.map(([audience, words]) => (
        <label key={audience}>
          <input
            type="radio"
            class="visually-hidden"
            name={name}
            value={audience}
            checked={reader.value === audience}
            onChange={() => chooseReader(audience)}
          />
          <span>{t(words)}</span>
        </label>
      ))}
    </fieldset>
  );
}

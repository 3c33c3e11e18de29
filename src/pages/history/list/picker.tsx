import './filters.css';
import '../../../ui/field.css';
import type { JSX } from 'preact';
import { t } from '../../../i18n/i18n.js';
import type { MessageKey } from '../../../model/text.js';

export interface PickerProps<Value extends string> {
  readonly name: MessageKey;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly words: (value: Value) => string;
  readonly choose: (value: Value) => void;
}

/** A select of the browser with its name above it. */
export const Picker = <Value extends string>({
  name,
  value,
  values,
  words,
  choose,
}: PickerProps<Value>): JSX.Element => (
  <label class="picker">
    <span>{t(name)}</span>
    <select
      class="field"
      value={value}
      onChange={(event) => {
        const chosen = values.find((each) => each === event.currentTarget.value);
        if (chosen !== undefined) choose(chosen);
      }}
    >
      {values.map((each) => (
        <option key={each} value={each}>
          {words(each)}
        </option>
      ))}
    </select>
  </label>
);

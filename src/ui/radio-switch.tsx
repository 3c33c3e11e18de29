import './radio-switch.css';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../i18n/i18n.js';
import type { MessageKey } from '../model/text.js';

export interface RadioSwitchProps<Value extends string> {
  /** Its name among the switches. */
  readonly class: string;
  /** What is chosen here, for those who do not see it. */
  readonly legend: MessageKey;
  readonly options: readonly (readonly [Value, MessageKey])[];
  readonly chosen: Value;
  readonly choose: (value: Value) => void;
}

/** Radio buttons that look like one switch: arrow keys, labels and state come from the browser. */
export function RadioSwitch<Value extends string>(props: RadioSwitchProps<Value>): JSX.Element {
  const name = useId();
  return (
    <fieldset class={`switch ${props.class}`}>
      <legend class="visually-hidden">{t(props.legend)}</legend>
      {props.options.map(([value, words]) => (
        <label key={value}>
          <input
            type="radio"
            class="visually-hidden"
            name={name}
            value={value}
            checked={props.chosen === value}
            onChange={() => props.choose(value)}
          />
          <span>{t(words)}</span>
        </label>
      ))}
    </fieldset>
  );
}

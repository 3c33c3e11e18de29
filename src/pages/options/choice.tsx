import './choice.css';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

export interface ChoiceProps<Value extends string | number> {
  /** Id of the heading that names the group. */
  readonly labelledBy: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly words: (value: Value) => string;
  readonly choose: (value: Value) => void;
}

/** One of a few: radio buttons of the browser, in a row where there is room. */
export function Choice<Value extends string | number>({
  labelledBy,
  values,
  chosen,
  words,
  choose,
}: ChoiceProps<Value>): JSX.Element {
  const name = useId();
  return (
    <div class="choice" role="radiogroup" aria-labelledby={labelledBy}>
      {values.map((value) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => choose(value)}
          />
          <span>{words(value)}</span>
        </label>
      ))}
    </div>
  );
}

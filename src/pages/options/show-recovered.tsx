import type { JSX } from 'preact';
import { CheckChoice } from './check-choice.js';
import type { PartProps } from './setting.js';

export const ShowRecovered = (props: PartProps): JSX.Element => (
  <CheckChoice
    {...props}
    part="showRecovered"
    title="options_recovered_title"
    hint="options_recovered_hint"
    label="options_recovered_show"
  />
);

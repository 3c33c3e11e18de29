import type { JSX } from 'preact';
import { CheckChoice } from './check-choice.js';
import type { PartProps } from './setting.js';

export const WatchSuspected = (props: PartProps): JSX.Element => (
  <CheckChoice
    {...props}
    part="watchSuspected"
    title="options_suspected_title"
    hint="options_suspected_hint"
    label="options_suspected_watch"
  />
);

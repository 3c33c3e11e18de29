import type { JSX } from 'preact';
import type { Audience } from '../../model/step.js';
import type { MessageKey } from '../../model/text.js';
import { RadioSwitch } from '../radio-switch.js';
import { chooseReader, reader } from './reader.js';

const READERS: readonly (readonly [Audience, MessageKey])[] = [
  ['visitor', 'ui_reader_visitor'],
  ['operator', 'ui_reader_operator'],
];

/** For whom the steps are: a visitor, or who runs the site. */
export const ReaderSwitch = (): JSX.Element => (
  <RadioSwitch
    class="reader"
    legend="ui_reader"
    options={READERS}
    chosen={reader.value}
    choose={chooseReader}
  />
);

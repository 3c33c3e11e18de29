import type { JSX } from 'preact';
import { RadioSwitch } from '../radio-switch.js';
import { chooseFormat, FORMAT_WORDS, format } from './report-format.js';

export const FormatSwitch = (): JSX.Element => (
  <RadioSwitch
    class="report-formats"
    legend="report_panel_format"
    options={FORMAT_WORDS}
    chosen={format.value}
    choose={chooseFormat}
  />
);

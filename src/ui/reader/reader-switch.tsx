import type { JSX } from 'preact';
import type { Incident } from '../../model/incident.js';
import type { Audience } from '../../model/step.js';
import type { MessageKey } from '../../model/text.js';
import { RadioSwitch } from '../radio-switch.js';
import { useChooseReader, useReader } from './reader.js';

const READERS: readonly (readonly [Audience, MessageKey])[] = [
  ['visitor', 'ui_reader_visitor'],
  ['operator', 'ui_reader_operator'],
];

export interface ReaderSwitchProps {
  /** The first of those for which it is. */
  readonly incident: Incident;
  readonly others?: readonly Incident[];
}

/** For whom the steps are: a visitor, or who runs the site. */
export function ReaderSwitch({ incident, others = [] }: ReaderSwitchProps): JSX.Element {
  const reader = useReader(incident);
  const choose = useChooseReader([incident, ...others]);
  return <RadioSwitch class="reader" legend="ui_reader" options={READERS} chosen={reader} choose={choose} />;
}

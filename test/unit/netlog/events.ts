import { EVENT_NAMES } from '../../../src/sources/netlog/event-types.js';
import { CHANGED } from './read.js';

export type Name = (typeof EVENT_NAMES)[number];

const types = Object.fromEntries(EVENT_NAMES.map((name, at) => [name, at]));
export const CONSTANTS = { logEventTypes: types, timeTickOffset: CHANGED, netError: { ERR_FAILED: -2 } };

let clock = 0;

/** One event of a NetLog; `time` is one later than that of the event before, if left out. */
export const event = (
  name: Name,
  id: number,
  params: unknown = {},
  phase = 0,
  time: unknown = String(++clock),
): object => ({ params, phase, source: { id, type: 1 }, time, type: types[name] });

/** A NetLog as Chromium writes it: an event a line. */
export const logOf = (events: readonly object[], constants: object = CONSTANTS): string =>
  `{"constants":${JSON.stringify(constants)},\n"events": [\n${events.map((one) => JSON.stringify(one)).join(',\n')}]}\n`;

import type { Agent } from '../../model/incident.js';
import { isObject, type JsonObject, numberIn, objectIn, textIn } from '../log/json.js';
import { EVENT_NAMES, type EventName, type Phase } from './event-types.js';

/** Event types of one Chromium version are about a thousand; a far larger number is not believed. */
const MAX_TYPE = 10_000;

/** What the numbers in a log mean, as its first member `constants` shows (net/log/net_log_util.cc, GetNetConstants). */
export interface LogConstants {
  /** By number; a hole where the event is not read. */
  readonly names: readonly (EventName | undefined)[];
  readonly phaseOf: (phase: number) => Phase;
  /** Name of a network error number, e.g. -101: `ERR_CONNECTION_RESET`. */
  readonly errorName: (code: number) => string;
  /** ms since the epoch at tick zero; undefined where the log does not say. */
  readonly tickOffset: number | undefined;
  readonly agent: Agent;
}

/** Undefined where these are not the constants of a NetLog. */
export function readConstants(constants: unknown): LogConstants | undefined {
  if (!isObject(constants)) return undefined;
  const types = objectIn(constants, 'logEventTypes');
  if (types === undefined) return undefined;
  const names: EventName[] = [];
  for (const name of EVENT_NAMES) {
    const number = numberIn(types, name);
    if (number !== undefined && Number.isInteger(number) && number >= 0 && number < MAX_TYPE) {
      names[number] = name;
    }
  }
  if (!names.includes('HTTP_TRANSACTION_READ_RESPONSE_HEADERS')) return undefined;
  const phases = objectIn(constants, 'logEventPhase');
  const begin = numberIn(phases, 'PHASE_BEGIN') ?? 1;
  const end = numberIn(phases, 'PHASE_END') ?? 2;
  const errors = new Map<unknown, string>(
    Object.entries(objectIn(constants, 'netError') ?? {}).map(([name, code]) => [code, name]),
  );
  // Older versions wrote it as a text.
  const offset = Number(constants.timeTickOffset ?? Number.NaN);
  return {
    names,
    phaseOf: (phase) => (phase === begin ? 'begin' : phase === end ? 'end' : 'none'),
    errorName: (code) => {
      const name = errors.get(code);
      return name === undefined ? `net error ${code}` : `ERR_${name.replace(/^ERR_/, '')}`;
    },
    tickOffset: Number.isFinite(offset) && offset > 0 ? offset : undefined,
    agent: agentOf(objectIn(constants, 'clientInfo')),
  };
}

/** Only browsers on Chromium's network stack write NetLogs. */
function agentOf(client: JsonObject | undefined): Agent {
  const version = textIn(client, 'version');
  return { name: 'chromium', ...(version === undefined ? {} : { version: version.slice(0, 40) }) };
}

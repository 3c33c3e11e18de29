import { isObject, parseJson } from '../log/json.js';
import { textOf } from './response/json-fields.js';

/** Members in which collectors of logs write a line of another program's: Docker, Fluentd, journald, Google, Elastic. */
const MEMBERS = ['log', 'message', 'msg', 'MESSAGE', 'textPayload', 'line', 'event.original'];

/** The line that a collector has put into a record of its own; undefined for every other line. */
export function collectedLine(line: string): string | undefined {
  const from = line.indexOf('{');
  if (from < 0) return undefined;
  const record = parseJson(line.slice(from));
  if (!isObject(record)) return undefined;
  return MEMBERS.map((name) => textOf(record, name))
    .find((text) => text !== undefined && text !== '')
    ?.trimEnd();
}

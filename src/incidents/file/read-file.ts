import * as v from 'valibot';
import { authorityOf, originOf } from '../../model/authority.js';
import { type Incident, incidentKey } from '../../model/incident.js';
import { mergeIncidents } from '../../model/merge.js';
import { type Text, text } from '../../model/text.js';
import { storedIncidentSchema } from '../store/schema.js';
import { FILE_VERSION, SCHEMA } from './format.js';
import { impossibleField } from './limits.js';

/** The incidents of a file; or what is wrong with it, and then nothing of it is taken. */
export type FileResult =
  | { readonly ok: true; readonly incidents: readonly Incident[] }
  | { readonly ok: false; readonly problem: Text };

const refuse = (problem: Text): FileResult => ({ ok: false, problem });

/** Reads what fileParts wrote. Every incident is checked before any is given out. Never throws. */
export function readFile(written: string, now = Date.now()): FileResult {
  let parsed: unknown;
  try {
    parsed = JSON.parse(written);
  } catch (error) {
    return refuse(text('history_import_syntax', damagedLine(written, String(error))));
  }
  if (typeof parsed !== 'object' || parsed === null) return refuse(text('history_import_other'));
  if (!('schema' in parsed) || parsed.schema !== SCHEMA) {
    const report = 'format' in parsed && parsed.format === 'missent-report';
    return refuse(text(report ? 'history_import_report' : 'history_import_other'));
  }
  const version = 'version' in parsed ? parsed.version : undefined;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return refuse(text('history_import_other'));
  }
  if (version > FILE_VERSION) return refuse(text('history_import_newer', String(version)));
  const list = 'incidents' in parsed ? parsed.incidents : undefined;
  if (!Array.isArray(list)) return refuse(text('history_import_no_list'));

  // Two entries of one incident are one.
  const incidents = new Map<string, Incident>();
  for (const [index, record] of list.entries()) {
    const read = readIncident(record, now);
    if ('wrong' in read) {
      const [place, number] = [lineOf(written, index), String(index + 1)];
      return refuse(
        read.wrong === 'private'
          ? text('history_import_private', place, number)
          : text('history_import_entry', place, number, read.wrong),
      );
    }
    const { incident } = read;
    const known = incidents.get(incident.id);
    incidents.set(incident.id, known ? mergeIncidents(known, incident) : incident);
  }
  return { ok: true, incidents: [...incidents.values()] };
}

/** Missent writes each incident on a line of its own; no other line of its files begins so. */
const beginsIncident = (line: string): boolean => line.startsWith('{"');

/** The number of the first line that is no JSON. Browsers say it in their message, but not of every fault. */
function damagedLine(written: string, message: string): string {
  const said = /\bline (\d+)/.exec(message)?.[1];
  if (said !== undefined) return said;
  const lines = written.split('\n');
  const at = lines.findIndex((line) => beginsIncident(line) && !isJson(line.trim().replace(/,$/, '')));
  return String(at < 0 ? lines.length : at + 1);
}

/** Of an incident in a file that somebody laid out in another way, nobody knows it. */
function lineOf(written: string, index: number): string {
  const lines = written.split('\n').flatMap((line, at) => (beginsIncident(line) ? [at + 1] : []));
  return String(lines[index] ?? '?');
}

function isJson(written: string): boolean {
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
}

/** `wrong`: the path of the first field that does not fit, or `private`. */
function readIncident(
  record: unknown,
  now: number,
): { readonly incident: Incident } | { readonly wrong: string } {
  const result = v.safeParse(storedIncidentSchema, record);
  if (!result.success) {
    const [issue] = result.issues;
    return { wrong: v.getDotPath(issue) ?? 'incident' };
  }
  const incident = result.output;
  const { authority, context } = incident;
  if (context.kind === 'private') return { wrong: 'private' };
  // What Missent's own parts rely on, and the schema does not say.
  const origin = originOf(authority);
  const named = authorityOf(origin);
  if (!named || originOf(named) !== origin) return { wrong: 'authority' };
  if (incident.id !== incidentKey(authority, context)) return { wrong: 'id' };
  const impossible = impossibleField(incident, now);
  if (impossible !== undefined) return { wrong: impossible };
  return { incident };
}

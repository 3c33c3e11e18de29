import type { Incident } from '../../model/incident.js';
import { exportedAs } from '../../model/sources.js';

/** What the first lines of a file say it is. */
export const SCHEMA = 'missent-incidents';
/** Raised when an older Missent could not read a newer file; added fields do not raise it. */
export const FILE_VERSION = 3;

/**
 * A file with incidents, as parts to be joined: `{"schema": "missent-incidents", "version": 3, "exported": ISO 8601,
 * "incidents": [...]}`. Each incident has a line of its own, so that a line number shows which one is meant, and
 * so that no single text has to hold them all.
 *
 * @param now ms since the epoch
 * @param label what this browser saw stands under it; empty: it has none
 */
export function fileParts(incidents: readonly Incident[], now: number, label = ''): string[] {
  const head = { schema: SCHEMA, version: FILE_VERSION, exported: new Date(now).toISOString() };
  const lines = Object.entries(head).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},\n`,
  );
  return [
    '{\n',
    ...lines,
    '"incidents": [\n',
    ...incidents.map(
      (incident, index) =>
        `${JSON.stringify(label === '' ? incident : exportedAs(incident, label))}${index < incidents.length - 1 ? ',' : ''}\n`,
    ),
    ']\n}\n',
  ];
}

/** `missent-history-2026-11-23.json`, by the user's calendar. */
export function fileName(now: number): string {
  const date = new Date(now);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `missent-history-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.json`;
}

/** Larger than any export, and still a text that browsers can hold. */
export const MAX_FILE_BYTES = 256 * 2 ** 20;

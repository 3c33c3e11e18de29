import { planImport } from '../../../incidents/file/import-plan.js';
import { readFile } from '../../../incidents/file/read-file.js';
import type { Incident } from '../../../model/incident.js';
import type { ImportResult } from '../../../model/merge.js';
import { type Text, text } from '../../../model/text.js';
import type { HistoryStore } from '../history-store.js';

/** Where an import stands. */
export type ImportStep =
  | { readonly kind: 'reading' }
  | { readonly kind: 'refused'; readonly problem: Text }
  /** So many of them would be dropped again: the user decides. */
  | { readonly kind: 'doubt'; readonly incidents: readonly Incident[]; readonly doomed: number }
  | ({ readonly kind: 'done' } & ImportResult)
  /** The store reports what went wrong. */
  | { readonly kind: 'failed' };

const refuse = (problem: Text): ImportStep => ({ kind: 'refused', problem });

/** Reads a file and takes its incidents in, unless there is something to say first. */
export async function readImport(file: File, mostBytes: number, store: HistoryStore): Promise<ImportStep> {
  if (file.size > mostBytes) {
    return refuse(text('history_import_large', String(Math.floor(mostBytes / 2 ** 20))));
  }
  let written: string;
  try {
    written = await file.text();
  } catch {
    return refuse(text('history_import_unreadable'));
  }
  const read = readFile(written);
  if (!read.ok) return refuse(read.problem);
  return takeInIfKept(read.incidents, store);
}

/** Takes incidents in, unless they would not be kept, or not for long. */
export async function takeInIfKept(incidents: readonly Incident[], store: HistoryStore): Promise<ImportStep> {
  const plan = planImport(incidents, store.incidents.value, store.settings.value, Date.now());
  if (plan.kind === 'nothing-kept') return refuse(text('history_import_nothing_kept'));
  if (plan.kind === 'pushes-out') return refuse(text('history_import_pushes_out'));
  if (plan.kind === 'too-many') return refuse(text('history_import_too_many', String(plan.most)));
  if (plan.kind === 'too-large') return refuse(text('history_import_too_large', String(plan.most)));
  if (plan.doomed > 0) return { kind: 'doubt', incidents, doomed: plan.doomed };
  return takeIn(incidents, store);
}

export async function takeIn(incidents: readonly Incident[], store: HistoryStore): Promise<ImportStep> {
  const result = await store.import(incidents);
  return result ? { kind: 'done', ...result } : { kind: 'failed' };
}

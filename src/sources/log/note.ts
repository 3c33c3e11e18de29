import { type MessageKey, type Text, text } from '../../model/text.js';

/**
 * What the reader of a log should know about the reading of it, by stable ids. `partial`: something was not understood,
 * so that a log without a 421 may have had one all the same.
 */
const NOTES = {
  'cut-off': { key: 'netlog_note_cut_off', partial: true },
  broken: { key: 'netlog_note_broken', partial: true },
  damaged: { key: 'netlog_note_damaged', partial: true },
  more: { key: 'netlog_note_more', partial: false },
  trailing: { key: 'netlog_note_trailing', partial: true },
  'no-requests': { key: 'netlog_note_no_requests', partial: true },
  'beginning-missing': { key: 'netlog_note_beginning_missing', partial: true },
  redacted: { key: 'netlog_note_redacted', partial: true },
  unnamed: { key: 'netlog_note_unnamed', partial: false },
  connect: { key: 'netlog_note_connect', partial: false },
  'no-response': { key: 'netlog_note_no_response', partial: true },
  failed: { key: 'netlog_note_failed', partial: false },
  'service-worker': { key: 'netlog_note_service_worker', partial: true },
  'made-by-tool': { key: 'netlog_note_made_by_tool', partial: true },
  'upload-unknown': { key: 'netlog_note_upload_unknown', partial: false },
  sampled: { key: 'netlog_note_sampled', partial: false },
  undated: { key: 'netlog_note_undated', partial: false },
  proxy: { key: 'netlog_note_other_program', partial: false },
  'unknown-program': { key: 'netlog_note_unknown_program', partial: false },
} as const satisfies Readonly<Record<string, { readonly key: MessageKey; readonly partial: boolean }>>;

export type NoteId = keyof typeof NOTES;

export interface Note extends Text {
  readonly id: NoteId;
}

export const note = (id: NoteId, ...args: readonly string[]): Note => ({
  id,
  ...text(NOTES[id].key, ...args),
});

export const isPartial = ({ id }: Note): boolean => NOTES[id].partial;

/** Why nothing could be read of a file, by stable ids. */
const FAILURES = {
  empty: 'netlog_empty',
  'not-a-log': 'netlog_not_a_log',
  'without-constants': 'netlog_without_constants',
  'in-progress': 'netlog_in_progress',
  'cut-early': 'netlog_cut_early',
} as const satisfies Readonly<Record<string, MessageKey>>;

export type FailureId = keyof typeof FAILURES;

export interface Failure extends Text {
  readonly id: FailureId;
}

export const failure = (id: FailureId): Failure => ({ id, ...text(FAILURES[id]) });

import { type ReadonlySignal, signal } from '@preact/signals';
import { authorityOf } from '../../../model/authority.js';
import type { Incident } from '../../../model/incident.js';
import type { Candidate } from '../../../sources/paste/response/candidates.js';
import type { Client } from '../../../sources/paste/response/found.js';
import type { ResponseText } from '../../../sources/paste/response/responses-in-text.js';
import type { TextFile } from '../../../sources/paste/response/text-file.js';
import type { LogFile } from '../log/log-store.js';
import type { FileFailure, FileReading } from '../log/read-in-worker.js';

/** The reader is loaded when there is a text. */
const loadReader = () => import('../../../sources/paste/response/explain.js');

/** What the page knows of a text. */
export interface Explained {
  readonly reading: Extract<ResponseText, { read: true }>;
  /** Undefined as long as the text has several and none was chosen. */
  readonly candidate: Candidate | undefined;
  /** As the user has it in the field. */
  readonly url: string;
  /** The diagnosis depends on who asked, and the text does not say it. */
  readonly asksProgram: boolean;
  /** What the user says of it. */
  readonly program: Client | undefined;
  readonly incident: Incident | undefined;
}

export type ExplainState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly file: LogFile; readonly bytes: number }
  | { readonly kind: 'refused'; readonly reading: Extract<ResponseText, { read: false }> }
  | ({ readonly kind: 'failed' } & FileFailure)
  | ({ readonly kind: 'found' } & Explained);

export interface ExplainStore {
  readonly text: ReadonlySignal<string>;
  readonly state: ReadonlySignal<ExplainState>;
  /** Reads what is in the field now. An earlier text that is still being read is left. */
  read(text: string): Promise<void>;
  /** Gives back whether there is a 421 in it; undefined if the reading was stopped. A long text is not shown in the field. */
  open(file: File): Promise<boolean | undefined>;
  /** Stops reading a file. */
  cancel(): void;
  choose(candidate: Candidate): void;
  setUrl(url: string): void;
  setProgram(program: Client | undefined): void;
  /** Makes the incident. False where the field has no http or https URL. */
  explain(): Promise<boolean>;
}

const UNASKED = { asksProgram: false, program: undefined, incident: undefined } as const;

/** One text at a time. It lives as long as the page, and nothing of it is kept but what the user keeps of its incident. */
export function createExplainStore(readFile: FileReading<TextFile>, now: () => number): ExplainStore {
  const text = signal('');
  const state = signal<ExplainState>({ kind: 'none' });
  let latest = 0;
  let stop: () => void = () => undefined;
  const show = (reading: ResponseText): void => {
    if (!reading.read) state.value = { kind: 'refused', reading };
    else {
      const [only, ...others] = reading.candidates;
      const candidate = others.length === 0 ? only : undefined;
      const url = candidate?.url ?? '';
      state.value = { kind: 'found', reading, candidate, url, ...UNASKED };
      void askProgram();
    }
  };
  /** Whether to ask who asked. */
  const askProgram = async (): Promise<void> => {
    const found = state.value;
    if (found.kind !== 'found' || found.candidate === undefined) return;
    const { candidate, url } = found;
    const { dependsOnProgram } = await import('./who-asked.js');
    const asksProgram = dependsOnProgram(candidate, url.trim(), now());
    const current = state.value;
    if (current.kind !== 'found' || current.candidate !== candidate || current.url !== url) return;
    if (current.asksProgram !== asksProgram) state.value = { ...current, asksProgram };
  };
  const read = async (written: string): Promise<void> => {
    const turn = ++latest;
    stop();
    text.value = written;
    if (written.trim() === '') {
      state.value = { kind: 'none' };
      return;
    }
    try {
      const { readResponseText } = await loadReader();
      const reading = await readResponseText(written);
      if (turn === latest) show(reading);
    } catch (error) {
      if (turn === latest) state.value = { kind: 'failed', why: 'fault', message: String(error) };
    }
  };
  const change = (made: (found: Explained) => Partial<Explained>): void => {
    const found = state.value;
    if (found.kind === 'found') state.value = { ...found, incident: undefined, ...made(found) };
  };
  return {
    text,
    state,
    read,
    open(chosen) {
      stop();
      const turn = ++latest;
      const file = { name: chosen.name, size: chosen.size };
      text.value = '';
      state.value = { kind: 'reading', file, bytes: 0 };
      return new Promise((resolve) => {
        const end = readFile(chosen, {
          progress(bytes) {
            if (turn === latest) state.value = { kind: 'reading', file, bytes };
          },
          ended(outcome) {
            if (turn !== latest) return resolve(undefined);
            if (outcome.kind === 'failed') state.value = outcome;
            else {
              text.value = outcome.result.text ?? '';
              show(outcome.result.reading);
            }
            resolve(state.value.kind === 'found');
          },
        });
        stop = () => {
          end();
          resolve(undefined);
        };
      });
    },
    cancel() {
      latest++;
      stop();
      state.value = { kind: 'none' };
    },
    choose(candidate) {
      change(() => ({ ...UNASKED, candidate, url: candidate.url ?? '' }));
      void askProgram();
    },
    setUrl(url) {
      change(() => ({ url }));
      void askProgram();
    },
    setProgram: (program) => change(() => ({ program })),
    async explain() {
      const found = state.value;
      if (found.kind !== 'found' || found.candidate === undefined) return false;
      const url = found.url.trim();
      if (authorityOf(url) === undefined) return false;
      const { incidentOfText } = await loadReader();
      const incident = incidentOfText(found.candidate, url, found.candidate.client ?? found.program, now());
      change(() => ({ incident }));
      return true;
    },
  };
}

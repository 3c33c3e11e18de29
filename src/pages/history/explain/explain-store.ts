import { type ReadonlySignal, signal } from '@preact/signals';
import { authorityOf } from '../../../model/authority.js';
import type { Incident } from '../../../model/incident.js';
import type { Candidate, ResponseText } from '../../../sources/paste/response/responses-in-text.js';

/** The reader is loaded when there is a text. */
const loadReader = () => import('../../../sources/paste/response/explain.js');

/** What the page knows of a text. */
export interface Explained {
  readonly reading: Extract<ResponseText, { read: true }>;
  /** Undefined as long as the text has several and none was chosen. */
  readonly candidate: Candidate | undefined;
  /** As the user has it in the field. */
  readonly url: string;
  readonly incident: Incident | undefined;
}

export type ExplainState =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reading: Extract<ResponseText, { read: false }> }
  /** The file could not be had, in the browser's own words. */
  | { readonly kind: 'failed'; readonly message: string }
  | ({ readonly kind: 'found' } & Explained);

export interface ExplainStore {
  readonly text: ReadonlySignal<string>;
  readonly state: ReadonlySignal<ExplainState>;
  /** Reads what is in the field now. An earlier text that is still being read is left. */
  read(text: string): Promise<void>;
  /** Gives back whether there is a 421 in it. */
  open(file: File): Promise<boolean>;
  choose(candidate: Candidate): void;
  setUrl(url: string): void;
  /** Makes the incident. False where the field has no http or https URL. */
  explain(): Promise<boolean>;
}

/** One text at a time. It lives as long as the page, and nothing of it is kept but what the user keeps of its incident. */
export function createExplainStore(now: () => number): ExplainStore {
  const text = signal('');
  const state = signal<ExplainState>({ kind: 'none' });
  let latest = 0;
  const read = async (written: string): Promise<void> => {
    const turn = ++latest;
    text.value = written;
    if (written.trim() === '') {
      state.value = { kind: 'none' };
      return;
    }
    const { readResponseText } = await loadReader();
    const reading = await readResponseText(written);
    if (turn !== latest) return;
    if (!reading.read) state.value = { kind: 'refused', reading };
    else {
      const [only, ...others] = reading.candidates;
      const candidate = others.length === 0 ? only : undefined;
      state.value = { kind: 'found', reading, candidate, url: candidate?.url ?? '', incident: undefined };
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
    async open(file) {
      try {
        const { MAX_TEXT } = await loadReader();
        await read(await file.slice(0, MAX_TEXT + 1).text());
        return state.value.kind === 'found';
      } catch (error) {
        state.value = { kind: 'failed', message: String(error) };
        return false;
      }
    },
    choose: (candidate) => change(() => ({ candidate, url: candidate.url ?? '' })),
    setUrl: (url) => change(() => ({ url })),
    async explain() {
      const found = state.value;
      if (found.kind !== 'found' || found.candidate === undefined) return false;
      const url = found.url.trim();
      if (authorityOf(url) === undefined) return false;
      const { incidentOfText } = await loadReader();
      const incident = incidentOfText(found.candidate, url, found.candidate.client, now());
      change(() => ({ incident }));
      return true;
    },
  };
}

import { type ReadonlySignal, signal } from '@preact/signals';
import { importInParts } from '../../../incidents/file/import-plan.js';
import type { Agent, Incident } from '../../../model/incident.js';
import type { onChanged, send } from '../../../platform/send.js';
import { type Case, caseOf } from '../../../ui/case.js';
import type { PageActions } from '../../../ui/page-actions.js';

export type DetailState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'error'; readonly message: string }
  /** There is no such incident, or not any more; `removed` where it was deleted here and can be brought back. */
  | { readonly kind: 'gone'; readonly removed?: Incident }
  | { readonly kind: 'shown'; readonly made: Case };

export interface DetailStore {
  readonly state: ReadonlySignal<DetailState>;
  /** Absent until it is known in which tab the page stands. */
  readonly pageActions: ReadonlySignal<PageActions | undefined>;
  reload(): Promise<void>;
  remove(): Promise<void>;
  undo(): Promise<void>;
  /** Shows the incident and whatever changes in it. Returns the function that stops it. */
  start(): () => void;
}

export interface DetailPlatform {
  readonly send: typeof send;
  readonly onChanged: typeof onChanged;
  readonly openUrl: (url: string) => Promise<void>;
  /** The browser that this is. */
  readonly here: Agent['name'];
  readonly ownTabId: () => Promise<number | undefined>;
}

/** One incident in full. The background is asked, because it also has those that are not on disk. */
export function createDetailStore(platform: DetailPlatform, id: string): DetailStore {
  const state = signal<DetailState>({ kind: 'loading' });
  const pageActions = signal<PageActions | undefined>(undefined);
  // Answers may overtake each other: only the latest question's counts.
  let asked = 0;

  const fail = (error: unknown): void => {
    state.value = { kind: 'error', message: error instanceof Error ? error.message : String(error) };
  };

  async function reload(): Promise<void> {
    asked += 1;
    const mine = asked;
    try {
      const [incident] = await platform.send('incidents', { ids: [id] });
      const made = incident ? await caseOf(incident) : undefined;
      if (mine !== asked) return;
      if (made) state.value = { kind: 'shown', made };
      else if (state.value.kind !== 'gone') state.value = { kind: 'gone' };
    } catch (error) {
      // What is on the screen stays right when the background is away for a moment.
      if (mine === asked && state.value.kind !== 'shown') fail(error);
    }
  }

  return {
    state,
    pageActions,
    reload,
    async remove() {
      const shown = state.value;
      if (shown.kind !== 'shown') return;
      try {
        await platform.send('forget', { ids: [id] });
        state.value = { kind: 'gone', removed: shown.made.incident };
      } catch (error) {
        fail(error);
      }
    },
    async undo() {
      const gone = state.value;
      if (gone.kind !== 'gone' || !gone.removed) return;
      try {
        await importInParts(platform.send, [gone.removed]);
        await reload();
      } catch (error) {
        fail(error);
      }
    },
    start() {
      const stop = platform.onChanged((ids) => {
        if (ids.length === 0 || ids.includes(id)) void reload();
      });
      void reload();
      void platform.ownTabId().then((tabId) => {
        const { send, openUrl, here } = platform;
        if (tabId !== undefined) {
          pageActions.value = { send, openUrl, here, tabId, showsPage: false, checking: [] };
        }
      });
      return stop;
    },
  };
}

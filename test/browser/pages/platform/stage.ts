import type { TabView } from '../../../../src/messages.js';
import type { Incident } from '../../../../src/model/incident.js';
import { SCENES } from '../scenes.js';

const parameters = new URLSearchParams(location.search);

const opening = parameters.get('scene') ?? 'nothing';
let scene = opening;
const listeners = new Set<(incidents: readonly string[]) => void>();

const reader = parameters.get('reader') === 'operator' ? 'operator' : 'visitor';

/** As the user chose before for each host. */
const forReader = (view: TabView): TabView => ({
  ...view,
  incidents: view.incidents.map((incident) => ({ ...incident, reader })),
});

/** What the background would answer now. `silent` never answers, `broken` refuses. */
export function response(): Promise<TabView> {
  if (scene === 'silent') return new Promise(() => {});
  if (scene === 'broken')
    return Promise.reject(new Error('Could not establish connection. Receiving end does not exist.'));
  const view = SCENES[scene];
  return view ? Promise.resolve(forReader(view())) : Promise.reject(new Error(`no scene ${scene}`));
}

/** The incident of the scene that the page opened with, as the background keeps it when the tab has moved on. */
export const incidents = (): readonly Incident[] => SCENES[opening]?.().incidents.slice(0, 1) ?? [];

/** Changes what is seen in the tab while the page is open. */
export function show(name: string): void {
  scene = name;
  tell([]);
}

/** Says which incidents changed. */
export function tell(ids: readonly string[]): void {
  for (const listener of listeners) listener(ids);
}

export function listen(listener: (incidents: readonly string[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the page opened in other tabs. */
export const opened: string[] = [];

/** What the page asked of the background, but for what the tab shows. */
export const sentRequests: { readonly name: string; readonly payload: unknown }[] = [];

// For the test that drives the page.
Object.assign(window, { stage: { show, opened, sentRequests } });

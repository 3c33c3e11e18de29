import type { FinishedRequest, ToolsTheme } from '../../../../src/platform/devtools.js';

const LOGS = import.meta.glob<string>('../../../fixtures/netlog/har/*.har', {
  query: '?raw',
  import: 'default',
});

/** The name of a recorded HAR file in the address; left out: nothing was requested yet. */
const wanted = new URLSearchParams(location.search).get('har');

/** As if the page of a recorded HAR file were inspected. */
export async function requestsSoFar(): Promise<FinishedRequest[]> {
  const load = LOGS[`../../../fixtures/netlog/har/${wanted}.har`];
  if (load === undefined) return [];
  const entries: readonly unknown[] = JSON.parse(await load()).log.entries;
  return entries.map((entry) => ({ entry, body: () => Promise.resolve(undefined) }));
}

export const watchNetwork = (): (() => void) => () => undefined;

export const namesConnections = wanted?.startsWith('chromium') ?? true;

export const inspectedTabId = (): number => 1;

export const reloadInspected = (): void => undefined;

/** The tools wear what the browser prefers. */
export function watchToolsTheme(wear: (theme: ToolsTheme) => void): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => wear(dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', follow);
  follow();
}

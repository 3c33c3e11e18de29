import { expect, it, vi } from 'vitest';
import type { Protocol, RequestName, TabView } from '../../../src/messages.js';
import { createPanelStore, type PanelPlatform } from '../../../src/panel/store.js';
import { recordedHar } from '../../fixtures/netlog/recordings.js';

/** The developer tools of a tab that have the requests of a recorded page, and a background that knows none of them. */
function toolsOf(view: TabView, har: string): PanelPlatform {
  const { log }: { log: { entries: unknown[] } } = JSON.parse(recordedHar(har).har);
  return {
    ask: <N extends RequestName>(name: N) => {
      if (name !== 'tab-view') throw new Error(`not asked for: ${name}`);
      return Promise.resolve(view as Protocol[N]['answer']);
    },
    onChanged: () => () => undefined,
    openUrl: () => Promise.resolve(),
    agent: () => Promise.resolve({ name: 'chromium' }),
    here: 'chromium',
    tellsConnections: true,
    tabId: 7,
    requestsSoFar: () =>
      Promise.resolve(log.entries.map((entry) => ({ entry, body: () => Promise.resolve(undefined) }))),
    watchNetwork: () => () => undefined,
    reload: () => undefined,
    now: Date.now,
  };
}

const noAccess: TabView = { state: 'no_access', incidents: [], checking: [] };

it.each([
  ['a private', { ...noAccess, incognito: true }, 'private'],
  ['a normal', noAccess, 'normal'],
] as const)(
  'says of a 421 that only the developer tools of %s window saw where it was',
  async (_, view, kind) => {
    const store = createPanelStore(toolsOf(view, 'chromium-own-connection'), false);
    const stop = store.start();
    const cases = await vi.waitUntil(() => {
      const known = store.view.value?.cases ?? [];
      return known.length > 0 && known;
    });
    expect(cases.map(({ incident }) => incident.context.kind)).toEqual(cases.map(() => kind));
    expect(cases.every(({ recorded }) => !recorded)).toBe(true);
    stop();
  },
);

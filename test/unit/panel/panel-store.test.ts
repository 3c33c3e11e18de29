import { expect, it, vi } from 'vitest';
import type { Protocol, RequestName, TabView } from '../../../src/messages.js';
import type { Incident } from '../../../src/model/incident.js';
import { createPanelStore, type PanelPlatform } from '../../../src/pages/panel/panel-store.js';
import { caseOf } from '../../../src/ui/case.js';
import { incidentOf } from '../../fixtures/build.js';
import { recordedHar } from '../../fixtures/netlog/recordings.js';

/**
 * The developer tools of a tab that have the requests of a recorded page, and a background that knows none of them;
 * `earlier`: incidents that it knows of pages before.
 */
function toolsOf(view: TabView, har: string, earlier: readonly Incident[] = []): PanelPlatform {
  const responses: { readonly [N in RequestName]?: Protocol[N]['response'] } = {
    'tab-view': view,
    incidents: earlier,
    'retry-fresh': { started: true },
  };
  const { log }: { log: { entries: unknown[] } } = JSON.parse(recordedHar(har).har);
  return {
    send: <N extends RequestName>(name: N) => {
      const response = responses[name];
      if (response === undefined) throw new Error(`not asked for: ${name}`);
      return Promise.resolve(response as Protocol[N]['response']);
    },
    onChanged: () => () => undefined,
    openUrl: () => Promise.resolve(),
    agent: () => Promise.resolve({ name: 'chromium' }),
    here: 'chromium',
    namesConnections: true,
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

it('knows the container of a page that was loaded again from here, and is well', async () => {
  const container = { kind: 'container', id: 'firefox-container-1' } as const;
  const before = incidentOf({}, { context: container });
  const store = createPanelStore(toolsOf(noAccess, 'chromium-own-connection', [before]), false);
  const retried = { ...(await caseOf(before)), refusals: [], recorded: true };
  await store.deskFor(retried)?.send('retry-fresh', { id: before.id, tabId: 7, way: 'reload' });
  const stop = store.start();
  const cases = await vi.waitUntil(() => {
    const alone = store.view.value?.cases.filter(({ recorded }) => !recorded) ?? [];
    return alone.length > 0 && alone;
  });
  expect(cases.map(({ incident }) => incident.context)).toEqual(cases.map(() => container));
  stop();
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Protocol, RequestName, TabView } from '../../../src/messages.js';
import type { Incident } from '../../../src/model/incident.js';
import { createPopupStore, type PopupPlatform } from '../../../src/pages/popup/popup-store.js';
import { caseOf } from '../../../src/ui/case.js';
import { incidentOf } from '../../fixtures/build.js';

const calm: TabView = { state: 'watching', host: 'shop.example', incidents: [], checking: [] };
const failing: TabView = { ...calm, incidents: [incidentOf({})] };

/** A background whose responses the test gives one by one. */
function background() {
  const questions: { response: (view: TabView) => void; refuse: (error: Error) => void }[] = [];
  let changed: () => void = () => {};
  const opened: string[] = [];
  const platform: PopupPlatform = {
    send: <N extends RequestName>(name: N) => {
      if (name !== 'tab-view') throw new Error(`not asked for: ${name}`);
      return new Promise<Protocol[N]['response']>((resolve, reject) => {
        questions.push({ response: (view) => resolve(view as Protocol[N]['response']), refuse: reject });
      });
    },
    onChanged: (listener) => {
      changed = () => listener([]);
      return () => {
        changed = () => {};
      };
    },
    requestAccess: () => Promise.resolve(true),
    openUrl: (url) => {
      opened.push(url);
      return Promise.resolve();
    },
    here: 'chromium',
    tabId: () => Promise.resolve(7),
    reload: () => Promise.resolve(),
    afterFrame: () => Promise.resolve(),
    loadCases: () => Promise.resolve({ caseOf, Cases: () => null }),
  };
  const asked = (count: number) => vi.waitFor(() => expect(questions).toHaveLength(count));
  return { platform, questions, opened, asked, change: () => changed() };
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the popup store', () => {
  it('shows the tab with a diagnosis for each incident', async () => {
    const { platform, questions, asked } = background();
    const store = createPopupStore(platform);
    expect(store.view.value.kind).toBe('loading');
    store.start();
    await asked(1);
    questions[0]?.response(failing);
    await vi.waitFor(() => expect(store.view.value.kind).toBe('shown'));
    const view = store.view.value;
    expect(view.kind === 'shown' && view.cases.map(({ diagnosis }) => diagnosis.findings.length > 0)).toEqual(
      [true],
    );
  });

  it('shows the latest answer, whichever comes last', async () => {
    const { platform, questions, asked, change } = background();
    const store = createPopupStore(platform);
    store.start();
    await asked(1);
    change();
    await asked(2);
    questions[1]?.response(failing);
    await vi.waitFor(() => expect(store.view.value.kind).toBe('shown'));
    questions[0]?.response(calm);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const view = store.view.value;
    expect(view.kind === 'shown' && view.cases).toHaveLength(1);
  });

  it('says that it failed only while it has nothing to show', async () => {
    const { platform, questions, asked, change } = background();
    const store = createPopupStore(platform);
    store.start();
    await asked(1);
    questions[0]?.refuse(new Error('Receiving end does not exist.'));
    await vi.waitFor(() =>
      expect(store.view.value).toEqual({ kind: 'error', message: 'Receiving end does not exist.' }),
    );
    change();
    await asked(2);
    questions[1]?.response(calm);
    await vi.waitFor(() => expect(store.view.value.kind).toBe('shown'));
    change();
    await asked(3);
    questions[2]?.refuse(new Error('gone'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(store.view.value.kind).toBe('shown');
  });

  it('does not wait for ever', async () => {
    vi.useFakeTimers();
    const { platform } = background();
    const store = createPopupStore(platform);
    store.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(store.view.value.kind).toBe('error');
  });

  it('has nothing to watch in a window without tabs', async () => {
    const { platform } = background();
    const store = createPopupStore({ ...platform, tabId: () => Promise.resolve(undefined) });
    await store.refresh();
    const view = store.view.value;
    expect(view.kind === 'shown' && view.tab.state).toBe('unwatchable');
  });

  it('asks again once access was given, and also when it was not', async () => {
    const { platform, questions, asked } = background();
    const store = createPopupStore({
      ...platform,
      requestAccess: () => Promise.reject(new Error('must be called during a user gesture')),
    });
    const done = store.grant();
    await asked(1);
    questions[0]?.response({ ...calm, state: 'no_access' });
    await done;
    const view = store.view.value;
    expect(view.kind === 'shown' && view.tab.state).toBe('no_access');
  });

  it('opens itself in a tab, for the same tab', async () => {
    vi.stubGlobal('location', { href: 'chrome-extension://abc/src/pages/popup/index.html' });
    const { platform, opened } = background();
    await createPopupStore(platform).openInTab();
    expect(opened).toEqual(['chrome-extension://abc/src/pages/popup/index.html?tab=7']);
  });

  it('hears nothing any more once it was stopped', async () => {
    const { platform, questions, asked, change } = background();
    const stop = createPopupStore(platform).start();
    await asked(1);
    stop();
    change();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(questions).toHaveLength(1);
  });

  it('keeps the incident of a page that was loaded again and is well now, until the tab moves on', async () => {
    const incident = incidentOf({});
    let tab: TabView = failing;
    const platform: PopupPlatform = {
      ...background().platform,
      send: <N extends RequestName>(name: N) => {
        const responses = {
          'tab-view': tab,
          incidents: [incident],
          'retry-fresh': { started: true },
        };
        return Promise.resolve(Reflect.get(responses, name) as Protocol[N]['response']);
      },
    };
    const store = createPopupStore(platform);
    const cases = () => {
      const view = store.view.value;
      return view.kind === 'shown' ? [view.cases.length, view.recovered] : view.kind;
    };
    await store.refresh();
    expect(cases()).toEqual([1, false]);
    await store.pageActions.value?.send('retry-fresh', { id: incident.id, tabId: 7, way: 'reload' });
    tab = calm;
    await store.refresh();
    expect(cases()).toEqual([1, true]);
    tab = { ...calm, host: 'elsewhere.example' };
    await store.refresh();
    expect(cases()).toEqual([0, false]);
  });

  it('shows the first of many hosts at once, and then all of them; a list that is there is never made shorter', async () => {
    const many = Array.from({ length: 45 }, (_, n) => incidentOf({ url: `https://h${n}.example/` }));
    const ids = many.map(({ id }) => id);
    const lengths: string[] = [];
    let give: (incidents: readonly Incident[]) => void = () => {};
    const store = createPopupStore({
      ...background().platform,
      send: <N extends RequestName>(name: N, asked: Protocol[N]['request']) => {
        const response =
          name === 'tab-view'
            ? Promise.resolve({ ...calm, incidents: many.slice(0, 40), later: ids.slice(40) })
            : new Promise<readonly Incident[]>((resolve) => {
                expect(asked).toEqual({ ids: ids.slice(40) });
                give = resolve;
              });
        return response as Promise<Protocol[N]['response']>;
      },
    });
    store.view.subscribe((view) => {
      if (view.kind === 'shown') lengths.push(`${view.cases.length} of ${view.count}`);
    });
    for (const round of [1, 2]) {
      const refreshed = store.refresh();
      await vi.waitFor(() => expect(lengths.length).toBe(round));
      await new Promise((resolve) => setTimeout(resolve, 20));
      // One of the later ones was deleted in between.
      give(many.slice(40, round === 1 ? 45 : 44));
      await refreshed;
    }
    expect(lengths).toEqual(['40 of 45', '45 of 45', '44 of 44']);
    const view = store.view.value;
    expect(view.kind === 'shown' && view.cases.map(({ incident }) => incident.id)).toEqual(ids.slice(0, 44));
  });

  it('opens the extension’s own pages by their path', async () => {
    vi.stubGlobal('location', { href: 'chrome-extension://abc/src/pages/popup/index.html' });
    const { platform, opened } = background();
    await createPopupStore(platform).openPage('/src/pages/learn/index.html');
    expect(opened).toEqual(['chrome-extension://abc/src/pages/learn/index.html']);
  });
});

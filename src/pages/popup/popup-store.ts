import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { TabView } from '../../messages.js';
import type { Agent, Incident } from '../../model/incident.js';
import type { onChanged, send } from '../../platform/send.js';
import type { Case } from '../../ui/case.js';
import { incidentsById } from '../../ui/incidents-by-id.js';
import type { PageActions } from '../../ui/page-actions.js';
import { RetriedIncident } from '../../ui/retried-incident.js';
import { addressForTab } from './tab-of-address.js';

/** What the popup shows. */
export type View =
  | { readonly kind: 'loading' }
  /** The background did not answer; `message` is for a bug report, not for the reader. */
  | { readonly kind: 'error'; readonly message: string }
  | {
      readonly kind: 'shown';
      readonly tab: TabView;
      readonly tabId: number | undefined;
      readonly cases: readonly Case[];
      /** Hosts, those among them that are not in `cases` yet. */
      readonly count: number;
      /** What draws them; absent where there are none. */
      readonly Cases?: CasesPart['Cases'];
      /** The page was loaded again from here without a 421; the last case is of before. */
      readonly recovered: boolean;
    };

/** The rules, and what draws their results. */
export type CasesPart = Pick<typeof import('./cases.js'), 'Cases' | 'caseOf'>;

/** The browser, as far as the popup needs it. */
export interface PopupPlatform {
  readonly send: typeof send;
  readonly onChanged: typeof onChanged;
  readonly requestAccess: () => Promise<boolean>;
  readonly openUrl: (url: string) => Promise<void>;
  /** The browser that this is. */
  readonly here: Agent['name'];
  /** The tab that the popup speaks of; undefined in a window without tabs. */
  readonly tabId: () => Promise<number | undefined>;
  /** Loads a tab again; settles when it has loaded. */
  readonly reload: (tabId: number, bypassCache?: boolean) => Promise<void>;
  /** Settles when what was shown is drawn. */
  readonly afterFrame: () => Promise<void>;
  /** Loads what is needed only where something was misdirected. */
  readonly loadCases: () => Promise<CasesPart>;
}

export interface PopupStore {
  readonly view: ReadonlySignal<View>;
  /** Settles when there is something to show. */
  readonly answered: Promise<void>;
  /** What the view can do about its incidents. */
  readonly pageActions: ReadonlySignal<PageActions | undefined>;
  /** Asks again, and shows what comes. */
  refresh(): Promise<void>;
  /** Asks the user for access to all sites; straight from a click. */
  grant(): Promise<void>;
  /** Loads the tab's page again, and shows what came of it. */
  reload(): Promise<void>;
  /** Opens a page of the extension, by its path in it, in a tab. */
  openPage(page: string): Promise<void>;
  /** Opens this page for the same tab in a tab of its own. */
  openInTab(): Promise<void>;
  /** Shows what is there now and whatever changes later. Returns the function that stops it. */
  start(): () => void;
}

/** ms that the background has for a response. A stopped one needs a good part of a second to start. */
const PATIENCE = 8000;

/** A window without tabs has nothing to watch. */
const NO_TAB: TabView = { state: 'unwatchable', incidents: [], checking: [] };

export function createPopupStore(platform: PopupPlatform): PopupStore {
  const view = signal<View>({ kind: 'loading' });
  // Answers may overtake each other: only the latest question's counts.
  let asked = 0;
  const retried = new RetriedIncident();

  async function refresh(): Promise<void> {
    asked += 1;
    const mine = asked;
    try {
      const tabId = await platform.tabId();
      const tab = await withPatience(tabView(platform, tabId));
      const { later = [] } = tab;
      // On their way while the first are drawn; whoever waits for them reports what went wrong.
      const laterIncidents = incidentsById(platform.send, later);
      laterIncidents.catch(() => undefined);
      const present = [...tab.incidents.map(({ id }) => id), ...later];
      const before = await incidentsById(platform.send, retried.missingFrom(tab.host, present));
      const { Cases, cases } = await diagnosed(platform, [...tab.incidents, ...before]);
      const show = (all: readonly Case[], count = all.length): void => {
        if (mine !== asked) return;
        const drawn = Cases === undefined ? {} : { Cases };
        view.value = { kind: 'shown', tab, tabId, cases: all, count, ...drawn, recovered: before.length > 0 };
      };
      // A list that is drawn already is not made shorter for a moment.
      if (later.length === 0 || view.value.kind !== 'shown') show(cases, cases.length + later.length);
      if (later.length === 0) return;
      await platform.afterFrame();
      const rest = await diagnosed(platform, await laterIncidents);
      show(cases.toSpliced(tab.incidents.length, 0, ...rest.cases));
    } catch (error) {
      // What is on the screen stays right when the background is away for a moment.
      if (mine === asked && view.value.kind !== 'shown') {
        view.value = { kind: 'error', message: error instanceof Error ? error.message : String(error) };
      }
    }
  }

  const pageActions = computed<PageActions | undefined>(() => {
    const shown = view.value;
    if (shown.kind !== 'shown' || shown.tabId === undefined) return undefined;
    const { openUrl, here } = platform;
    const { tabId } = shown;
    const send = retried.sender(platform.send, () => shown.tab.host);
    const checkFix = async ({ id }: Incident): Promise<void> => {
      retried.hold(id, shown.tab.host);
      await platform.reload(tabId, true);
      await refresh();
    };
    return {
      send,
      openUrl,
      here,
      tabId,
      showsPage: true,
      since: shown.tab.since,
      checkFix,
      checking: shown.tab.checking,
    };
  });

  const answered = new Promise<void>((resolve) => {
    effect(() => {
      if (view.value.kind !== 'loading') resolve();
    });
  });

  return {
    view,
    answered,
    pageActions,
    refresh,
    async grant() {
      // Refused by the user or by the browser: the view asks again and still shows the button.
      await platform.requestAccess().catch(() => false);
      await refresh();
    },
    async reload() {
      const tabId = await platform.tabId();
      // Refused, as of a tab that is gone: the view asks again and says what is there now.
      if (tabId !== undefined) await platform.reload(tabId).catch(() => undefined);
      await refresh();
    },
    openPage: (page) => platform.openUrl(new URL(page, location.href).href),
    async openInTab() {
      const tabId = await platform.tabId();
      if (tabId !== undefined) await platform.openUrl(addressForTab(location.href, tabId));
    },
    start() {
      const stop = platform.onChanged(() => void refresh());
      void refresh();
      return stop;
    },
  };
}

async function diagnosed(
  { loadCases }: PopupPlatform,
  incidents: readonly Incident[],
): Promise<Pick<Extract<View, { kind: 'shown' }>, 'cases' | 'Cases'>> {
  if (incidents.length === 0) return { cases: [] };
  const { Cases, caseOf } = await loadCases();
  return { cases: await Promise.all(incidents.map(caseOf)), Cases };
}

async function tabView(platform: PopupPlatform, tabId: number | undefined): Promise<TabView> {
  return tabId === undefined ? NO_TAB : platform.send('tab-view', { tabId });
}

function withPatience<T>(response: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the background did not answer in time')), PATIENCE);
    response.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

import { type ReadonlySignal, signal } from '@preact/signals';
import { originOf } from '../../model/authority.js';
import type { BrowsingContext } from '../../model/context.js';
import { dropOldest } from '../../model/drop-oldest.js';
import type { Agent, Incident } from '../../model/incident.js';
import type { FinishedRequest, watchNetwork } from '../../platform/devtools.js';
import type { onChanged, send } from '../../platform/send.js';
import { Duplicates } from '../../sources/devtools/duplicates.js';
import { mergedIncidents } from '../../sources/devtools/merge-with-background.js';
import type { Refusal } from '../../sources/devtools/network-log.js';
import { type LogContents, NetworkLog } from '../../sources/devtools/network-log.js';
import type { ConnectionMap } from '../../sources/log/map/connection-map.js';
import { type Case, caseOf } from '../../ui/case.js';
import { incidentsById } from '../../ui/incidents-by-id.js';
import type { PageActions } from '../../ui/page-actions.js';
import { RetriedIncident } from '../../ui/retried-incident.js';

/** An incident with its 421s in the log of the developer tools. */
export interface PanelCase extends Case {
  readonly refusals: readonly Refusal[];
  readonly recorded: boolean;
}

export interface View {
  readonly requests: number;
  /** 421s in the log; `kept` of them one by one. */
  readonly refused: number;
  readonly kept: number;
  readonly map: ConnectionMap;
  readonly cases: readonly PanelCase[];
  /** The background may not see all requests: then the developer tools are all there is. */
  readonly watched: boolean;
  /** The page was loaded again from here, and nothing was misdirected this time. */
  readonly recovered: boolean;
}

/** What the panel needs of the browser. */
export interface PanelPlatform {
  readonly send: typeof send;
  readonly onChanged: typeof onChanged;
  readonly openUrl: (url: string) => Promise<void>;
  readonly agent: () => Promise<Agent>;
  /** The browser that this is. */
  readonly here: Agent['name'];
  /** Requests are reported with their connections. */
  readonly namesConnections: boolean;
  readonly tabId: number;
  readonly requestsSoFar: () => Promise<readonly FinishedRequest[]>;
  readonly watchNetwork: typeof watchNetwork;
  readonly reload: () => void;
  /** ms since the epoch */
  readonly now: () => number;
}

export interface PanelStore {
  /** Undefined until the first look. */
  readonly view: ReadonlySignal<View | undefined>;
  readonly keep: ReadonlySignal<boolean>;
  readonly namesConnections: boolean;
  keepLog(keep: boolean): void;
  clear(): void;
  reload(): void;
  /** What can be done about an incident; nothing where the background does not know it. */
  deskFor(one: PanelCase): PageActions | undefined;
  /** Listens from now on. Returns the function that stops it. */
  start(): () => void;
}

interface Recorded {
  readonly watched: boolean;
  readonly recovered: boolean;
  /** The context of the inspected window, as far as it is known. */
  readonly context: BrowsingContext;
  readonly incidents: readonly Incident[];
}

/** The background did not answer: what the developer tools reported is all there is. */
const NOTHING_RECORDED: Recorded = {
  watched: true,
  recovered: false,
  context: { kind: 'normal' },
  incidents: [],
};

/** Hosts of which an incident was met and is remembered. */
const MAX_MET = 500;

/** ms between two looks at the log, however many requests there are. */
const LOOK_MS = 250;

export function createPanelStore(platform: PanelPlatform, keepAtFirst: boolean): PanelStore {
  const { tabId, here, openUrl } = platform;
  const view = signal<View>();
  const keep = signal(keepAtFirst);
  const log = new NetworkLog({ keep: keepAtFirst });
  const checking = signal<readonly string[]>([]);
  // Ids of incidents that the tab's pages had, by origin.
  const met = new Map<string, string>();
  const retried = new RetriedIncident();
  let host: string | undefined;
  let waiting = false;
  let looking = false;

  /** What the background knows: of the page that the tab shows, of those before it, and of one that was loaded again. */
  async function recorded(contents: LogContents): Promise<Recorded> {
    const tab = await platform.send('tab-view', { tabId });
    host = tab.host;
    checking.value = tab.checking;
    const present = [...tab.incidents, ...(await incidents(tab.later ?? []))];
    for (const incident of present) met.set(originOf(incident.authority), incident.id);
    dropOldest(met, MAX_MET);
    const shown = [...present, ...(await incidents(earlierIds(present, contents)))];
    const ids = shown.map(({ id }) => id);
    const recovered = await incidents(retried.missingFrom(tab.host, ids));
    const all = [...shown, ...recovered];
    return {
      watched: tab.state !== 'no_access',
      recovered: recovered.length > 0,
      // A container is only reported with a request (Firefox gives a tab's to those that may read its cookies).
      context: all[0]?.context ?? { kind: tab.incognito ? 'private' : 'normal' },
      incidents: all,
    };
  }

  const incidents = (ids: readonly string[]): Promise<readonly Incident[]> =>
    incidentsById(platform.send, ids);

  /** Of pages that the tab showed while this log was made, as far as their 421s are still in it. */
  function earlierIds(present: readonly Incident[], { refusals }: LogContents): string[] {
    const refused = new Set(refusals.map(({ entry }) => originOf(entry.authority)));
    const shown = new Set(present.map(({ id }) => id));
    return [...met].flatMap(([origin, id]) => (refused.has(origin) && !shown.has(id) ? [id] : []));
  }

  async function look(): Promise<void> {
    const contents = await log.contents();
    // The background may be away for a moment, or for good after an update: the log itself still shows.
    const known = await recorded(contents).catch(() => NOTHING_RECORDED);
    const viewpoint = {
      agent: known.incidents[0]?.agent ?? (await platform.agent()),
      context: known.context,
    };
    const cases = await Promise.all(
      mergedIncidents(known.incidents, contents, viewpoint).map(
        async ({ incident, ...rest }): Promise<PanelCase> => ({ ...(await caseOf(incident)), ...rest }),
      ),
    );
    const { requests, refused, refusals, map } = contents;
    const { watched, recovered } = known;
    view.value = { ...{ requests, refused, map, cases, watched, recovered }, kept: refusals.length };
  }

  /** Looks soon, once for all that comes until then. */
  function lookSoon(): void {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      if (looking) {
        waiting = false;
        lookSoon();
        return;
      }
      waiting = false;
      looking = true;
      void look().finally(() => {
        looking = false;
      });
    }, LOOK_MS);
  }

  function take({ entry, body }: FinishedRequest): void {
    const id = log.finished(entry, platform.now());
    if (id !== undefined) {
      void body().then((given) => {
        log.gotBody(id, given);
        lookSoon();
      });
    }
    lookSoon();
  }

  const sendAndNote = retried.sender(platform.send, () => host);

  return {
    view,
    keep,
    namesConnections: platform.namesConnections,
    keepLog(wanted) {
      keep.value = wanted;
      log.options.keep = wanted;
    },
    clear() {
      log.clear();
      met.clear();
      retried.forget();
      lookSoon();
    },
    reload: platform.reload,
    deskFor({ recorded: known }) {
      return known
        ? { send: sendAndNote, openUrl, tabId, showsPage: true, here, checking: checking.value }
        : undefined;
    },
    start() {
      const duplicates = new Duplicates();
      const stopNetwork = platform.watchNetwork({
        finished: (request) => {
          if (!duplicates.isKnown(request.entry)) take(request);
        },
        navigated: (url) => {
          log.navigated(url);
          lookSoon();
        },
      });
      void platform.requestsSoFar().then((requests) => duplicates.unknownOf(requests).forEach(take));
      const stopNotices = platform.onChanged(() => lookSoon());
      lookSoon();
      return () => {
        stopNetwork();
        stopNotices();
      };
    },
  };
}

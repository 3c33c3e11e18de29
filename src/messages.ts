import * as v from 'valibot';
import { pastedSchema, RETRY_WAYS } from './model/check.js';
import type { OutcomeCounts } from './model/counts.js';
import { type Incident, incidentSchema } from './model/incident.js';
import type { ImportResult } from './model/merge.js';
import { AUDIENCES } from './model/step.js';
import { count, type Stored, text } from './model/stored.js';

/**
 * Why incidents are not kept as they should be. `full`: the disk or the browser's quota is. `refused`: the browser gives
 * the extension no database. `newer`, `damaged`: the database is of a newer Missent, or cannot be read; it is left as it
 * is, and another one stands in for it.
 */
export type StorageTrouble = 'full' | 'refused' | 'newer' | 'damaged';

/** Incidents that come with a tab's view: more than a popup shows at a time, and few enough to be there at once. */
export const AT_FIRST = 20;

/**
 * A request of the page that failed in a way that may hide a 421, which this browser shows to no extension. `tunnel`: the
 * page's own, by way of a proxy.
 */
export interface Unseen {
  readonly kind: 'websocket' | 'tunnel';
  readonly host: string;
}

/** What a popup needs to draw one tab. */
export interface TabView {
  /**
   * `watching`: requests of this page were seen from its first on. `unwatched`: they are seen now, but the page was there
   * before. `no_access`: the host permission is missing or was revoked. `unwatchable`: a page of the browser itself, a
   * store, or a file, which no extension may watch.
   */
  readonly state: 'watching' | 'unwatched' | 'no_access' | 'unwatchable';
  /** `unwatched`: status of the page's own response, where the page shows it. */
  readonly ownStatus?: number;
  /** Host of the tab's own page, where the tab has a web page. */
  readonly host?: string;
  /**
   * What the settings leave out. `ignored`, `not_chosen`: the page's own host, by the list of hosts to ignore, or as none
   * of those that a policy chose. `others`: all hosts but those chosen. Absent: nothing.
   */
  readonly unrecorded?: 'ignored' | 'not_chosen' | 'others';
  /** The page shows a 421 that the browser had stored, without asking again: when that was made, ms since the epoch. */
  readonly storedAt?: number;
  /** The tab is in a private window. */
  readonly incognito?: true;
  /** Incidents of the page in the tab; the page's own host first, then the latest. At most AT_FIRST of them. */
  readonly incidents: readonly Incident[];
  /**
   * Ids of those, shown or beyond, whose request a service worker or shared worker of the page's site sent, for which page
   * is not known. The tab's badge does not count them.
   */
  readonly ofWorkers?: readonly string[];
  /** What was recorded earlier of the page's own origin, where the page has none of it; never of a private window. */
  readonly earlier?: Incident;
  /** Ids of those beyond, in the same order; absent: there are none. */
  readonly later?: readonly string[];
  /** Hosts of the page by outcome, as the tab's badge counts them; absent: none. */
  readonly hosts?: OutcomeCounts;
  /** Since when the tab shows its page, ms since the epoch; absent: not known. */
  readonly since?: number;
  /** Absent: there are none. */
  readonly unseen?: readonly Unseen[];
  /** How many more of the page were not kept, for they were too many; absent: none. */
  readonly notKept?: number;
  /** Incidents for whose checks a run is under way. */
  readonly checking: readonly string[];
  /** Absent: all works. */
  readonly storage?: StorageTrouble;
}

const id = text;
const tabId = count;

/** The payload of each request from a page of the extension to the background, as it must be. */
export const REQUESTS = {
  'tab-view': v.object({ tabId }),
  incidents: v.object({ ids: v.array(id) }),
  list: v.record(text, v.never()),
  'run-checks': v.object({
    ...{ id, tabId },
    /** As in PlanOptions of src/model/check-plan.ts. */
    neighbour: v.nullable(text),
    unusual: v.boolean(),
  }),
  'cancel-checks': v.object({ id }),
  'add-pasted': v.object({ id, pasted: pastedSchema }),
  'retry-fresh': v.object({ id, tabId, way: v.picklist(RETRY_WAYS) }),
  'report-retry': v.object({ id, saw: v.picklist(['recovered', 'same']) }),
  'choose-reader': v.object({ ids: v.array(id), reader: v.picklist(AUDIENCES) }),
  forget: v.object({ ids: v.array(id) }),
  import: v.object({ incidents: v.array(incidentSchema) }),
};

export type RequestName = keyof typeof REQUESTS;

type Payload<Name extends RequestName> = Stored<(typeof REQUESTS)[Name]>;

/** Requests by name, with what they answer. */
export interface Protocol {
  'tab-view': { request: Payload<'tab-view'>; response: TabView };
  /** Answers in the order of the ids; one that does not exist is left out. */
  incidents: { request: Payload<'incidents'>; response: readonly Incident[] };
  /**
   * Incidents that no disk has, because the user wants nothing kept or the browser refuses to store them: they go with
   * the session. Never those of private windows, which no page but their tab's popup may show.
   */
  list: { request: Payload<'list'>; response: readonly Incident[] };
  /** Answers when the run is over, or was refused because another one is under way. */
  'run-checks': { request: Payload<'run-checks'>; response: null };
  'cancel-checks': { request: Payload<'cancel-checks'>; response: null };
  'add-pasted': { request: Payload<'add-pasted'>; response: Incident | null };
  /**
   * Loads the page again on a fresh connection; what comes of it becomes the check `retry`. Answers false where the
   * browser refused, e.g. no private windows here.
   */
  'retry-fresh': { request: Payload<'retry-fresh'>; response: { readonly started: boolean } };
  /** What the user saw of a retry in a private window. */
  'report-retry': { request: Payload<'report-retry'>; response: null };
  /** Whom the pages speak to of these incidents from now on. */
  'choose-reader': { request: Payload<'choose-reader'>; response: null };
  /** Deletes incidents for good, wherever they are kept. */
  forget: { request: Payload<'forget'>; response: null };
  /** Adds incidents of an imported file; one that is there already is merged, nothing is lost. */
  import: { request: Payload<'import'>; response: ImportResult };
}

/** Sent by the background to all open pages when incidents or checks changed; pages ask again. */
export interface ChangedNotice {
  readonly type: 'changed';
  readonly incidents: readonly string[];
}

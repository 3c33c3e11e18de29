// The background: wires the parts. Every listener is registered here, synchronously, for that is what wakes a
// stopped background (Chrome's service worker after about 30 s, Firefox's event page likewise).
import { onAccessChanged, onAccessLost } from '../platform/access.js';
import { browser } from '../platform/browser.js';
import { watchFailedDocuments } from '../platform/failed-documents.js';
import { watchFailures } from '../platform/failures.js';
import { onFirstRun } from '../platform/first-run.js';
import { firstPolicy } from '../platform/managed-policy.js';
import { servePages } from '../platform/messages.js';
import { watchNavigation } from '../platform/navigation.js';
import { onNetworkChange } from '../platform/network-changes.js';
import { onSettings } from '../platform/settings.js';
import { openUrl } from '../platform/tabs.js';
import { watchResponses } from '../platform/web-responses.js';
import { PAGES } from '../ui/page/pages.js';
import { servePage } from './serve-pages.js';
import { Background } from './state.js';
import { isCandidate } from './suspects.js';
import { Watch } from './watch.js';

const state = new Background();
const home = new URL(browser.runtime.getURL('')).origin;
const watch = new Watch(state, home);

watchResponses(
  {
    begun: (response) => watch.begun(response),
    heard: (response) => (response.statusCode < 400 ? watch.heard(response) : watch.heardError(response)),
    isCandidate,
  },
  home,
);
watchFailures((request) => void watch.failed(request).catch(state.failed));
watchFailedDocuments((failure) => void watch.documentFailed(failure).catch(state.failed));
onNetworkChange(() => state.failedDocuments.networkChanged(Date.now()));
watchNavigation({
  begun: (tabId) => void watch.navigationBegun(tabId).catch(state.failed),
  committed: (navigation) => void watch.committed(navigation).catch(state.failed),
  parsed: (navigation) => void watch.parsed(navigation).catch(state.failed),
  failed: (navigation, failure) => void watch.navigationFailed(navigation, failure).catch(state.failed),
  closed: (tabId) => void watch.closed(tabId).catch(state.failed),
});
onAccessLost(() => void watch.accessLost().catch(state.failed));
onAccessChanged(() => void state.readAccess().catch(state.failed));
// What Missent sees and does is explained once, before it has anything to report. A browser without a window opens no tab.
onFirstRun(() => void welcome().catch(state.failed));
onSettings((settings) => void state.resettle(settings));
servePages((request) => servePage(state, request));
void watch.finishEarlier().catch(state.failed);

async function welcome(): Promise<void> {
  const { policy } = await firstPolicy();
  if (policy.welcomePage !== false) await openUrl(browser.runtime.getURL(PAGES.welcome));
}

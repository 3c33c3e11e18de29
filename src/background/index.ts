// The background: wires the parts. Every listener is registered here, synchronously, for that is what wakes a
// stopped background (Chrome's service worker after about 30 s, Firefox's event page likewise).
import { watchAnswers } from '../platform/answers.js';
import { browser } from '../platform/browser.js';
import { onFirstRun } from '../platform/first-run.js';
import { answerPages } from '../platform/messages.js';
import { watchNavigation } from '../platform/navigation.js';
import { onSettings } from '../platform/settings.js';
import { openUrl } from '../platform/tabs.js';
import { PAGES } from '../ui/page/pages.js';
import { answerPage } from './answer-pages.js';
import { Background } from './state.js';
import { Watch } from './watch.js';

const state = new Background();
const home = new URL(browser.runtime.getURL('')).origin;
const watch = new Watch(state, home);

watchAnswers({ begun: (answer) => watch.begun(answer), heard: (answer) => watch.heard(answer) }, home);
watchNavigation({
  committed: (navigation) => void watch.committed(navigation).catch(state.failed),
  readable: ({ tabId, url }) => void watch.readable(tabId, url).catch(state.failed),
  closed: (tabId) => void watch.closed(tabId).catch(state.failed),
});
// What Missent sees and does is said once, before it has anything to tell. A browser without a window opens no tab.
onFirstRun(() => void openUrl(browser.runtime.getURL(PAGES.welcome)).catch(state.failed));
onSettings((settings) => void state.resettle(settings));
answerPages((request) => answerPage(state, request));
void watch.finishEarlier().catch(state.failed);

import { requestAccess } from '../../platform/access.js';
import { sendOrEarlier } from '../../platform/early-response.js';
import { onChanged } from '../../platform/send.js';
import { activeTabId, openUrl, reload } from '../../platform/tabs.js';
import { target } from '../../platform/target.js';
import { afterFrame } from '../../ui/after-frame.js';
import { applyTheme } from '../../ui/apply-theme.js';
import { drawPage } from '../../ui/page/start-page.js';
import { Popup } from './popup.js';
import { createPopupStore } from './popup-store.js';
import { tabOfAddress } from './tab-of-address.js';

// With ?tab= the page stands in a tab of its own and speaks of that tab; without, it is the popup of the one in front.
const named = tabOfAddress(location.search);
const store = createPopupStore({
  send: sendOrEarlier,
  onChanged,
  requestAccess,
  openUrl,
  here: target,
  reload,
  afterFrame,
  loadCases: () => import('./cases.js'),
  tabId: named === undefined ? activeTabId : () => Promise.resolve(named),
});

/** ms after which the popup says that it is loading. Before, what there is to show mostly comes with the words, in one frame. */
const PATIENCE_MS = 100;
const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));

window.addEventListener('pagehide', store.start());
// The background thinks while the words come.
void drawPage({
  content: <Popup store={store} spacious={named !== undefined} />,
  until: Promise.all([applyTheme(), Promise.race([store.answered, patience])]),
});

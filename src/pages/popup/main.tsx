import { requestAccess } from '../../platform/access.js';
import { hasBadge } from '../../platform/badge.js';
import { sendOrEarlier } from '../../platform/early-response.js';
import { onChanged } from '../../platform/send.js';
import { activeTabId, openUrl, reload } from '../../platform/tabs.js';
import { target } from '../../platform/target.js';
import { applyTheme } from '../../ui/apply-theme.js';
import { drawPage } from '../../ui/page/start-page.js';
import { Popup } from './popup.js';
import { createPopupStore } from './popup-store.js';
import { tabOfAddress } from './tab-of-address.js';

applyTheme();

// With ?tab= the page stands in a tab of its own and speaks of that tab; without, it is the popup of the one in front.
const named = tabOfAddress(location.search);
const store = createPopupStore({
  send: sendOrEarlier,
  onChanged,
  requestAccess,
  openUrl,
  here: target,
  isMarked: hasBadge,
  reload,
  loadCases: () => import('./cases.js'),
  tabId: named === undefined ? activeTabId : () => Promise.resolve(named),
});

window.addEventListener('pagehide', store.start());
// The background thinks while the words come.
void drawPage(<Popup store={store} spacious={named !== undefined} />);

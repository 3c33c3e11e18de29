import '../../ui/theme.css';
import { render } from 'preact';
import { loadWords, messageDirection, messageLanguage } from '../../i18n/i18n.js';
import { requestAccess } from '../../platform/access.js';
import { hasBadge } from '../../platform/badge.js';
import { sendOrEarlier } from '../../platform/early-response.js';
import { onChanged } from '../../platform/send.js';
import { activeTabId, openUrl, reload } from '../../platform/tabs.js';
import { target } from '../../platform/target.js';
import { applyTheme } from '../../ui/apply-theme.js';
import { Popup } from './popup.js';
import { createPopupStore } from './popup-store.js';
import { tabOfAddress } from './tab-of-address.js';

document.documentElement.lang = messageLanguage();
document.documentElement.dir = messageDirection();
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
const root = document.getElementById('root');
// The background thinks while the words come.
if (root) void loadWords().then(() => render(<Popup store={store} spacious={named !== undefined} />, root));

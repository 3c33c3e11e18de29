import '../ui/theme.css';
import { render } from 'preact';
import { agentHere } from '../platform/agent.js';
import { ask, onChanged } from '../platform/ask.js';
import {
  inspectedTabId,
  reloadInspected,
  requestsSoFar,
  tellsConnections,
  watchNetwork,
  watchToolsTheme,
} from '../platform/devtools.js';
import { openUrl } from '../platform/tabs.js';
import { target } from '../platform/target.js';
import { messageDirection, messageLanguage, t } from '../ui/i18n.js';
import { keepLog } from './keep-log.js';
import { Panel } from './panel.js';
import { createPanelStore } from './store.js';

document.documentElement.lang = messageLanguage();
document.documentElement.dir = messageDirection();
document.title = t('panel_page');
// It stands among the developer tools' own panels, so it is dressed as they are.
watchToolsTheme((theme) => {
  document.documentElement.dataset.theme = theme;
});

const store = createPanelStore(
  {
    ...{ ask, onChanged, openUrl, watchNetwork, requestsSoFar, tellsConnections },
    agent: agentHere,
    here: target,
    tabId: inspectedTabId(),
    reload: reloadInspected,
    now: Date.now,
  },
  keepLog.choice.value === 'yes',
);

const root = document.getElementById('root');
if (root) {
  render(<Panel store={store} />, root);
  window.addEventListener('pagehide', store.start());
}

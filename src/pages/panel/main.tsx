import '../../ui/theme.css';
import { render } from 'preact';
import { loadWords, messageDirection, messageLanguage, t } from '../../i18n/i18n.js';
import { agentHere } from '../../platform/agent.js';
import {
  inspectedTabId,
  namesConnections,
  reloadInspected,
  requestsSoFar,
  watchNetwork,
  watchToolsTheme,
} from '../../platform/devtools.js';
import { onChanged, send } from '../../platform/send.js';
import { openUrl } from '../../platform/tabs.js';
import { target } from '../../platform/target.js';
import { keepLog } from './keep-log.js';
import { Panel } from './panel.js';
import { createPanelStore } from './panel-store.js';

document.documentElement.lang = messageLanguage();
document.documentElement.dir = messageDirection();
// It stands among the developer tools' own panels, so it is dressed as they are.
watchToolsTheme((theme) => {
  document.documentElement.dataset.theme = theme;
});

const store = createPanelStore(
  {
    ...{ send, onChanged, openUrl, watchNetwork, requestsSoFar, namesConnections },
    agent: agentHere,
    here: target,
    tabId: inspectedTabId(),
    reload: reloadInspected,
    now: Date.now,
  },
  keepLog.choice.value === 'yes',
);

window.addEventListener('pagehide', store.start());
const root = document.getElementById('root');
void loadWords().then(() => {
  document.title = t('panel_page');
  if (root) render(<Panel store={store} />, root);
});

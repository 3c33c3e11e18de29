import { t } from '../../i18n/i18n.js';
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
import { drawPage } from '../../ui/page/start-page.js';
import { keepLog } from './keep-log.js';
import { Panel } from './panel.js';
import { createPanelStore } from './panel-store.js';

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
void drawPage({ content: <Panel store={store} />, title: () => t('panel_page') });

import { IncidentStore } from '../../incidents/store/incidents.js';
import { onAccessChanged, requestAccess, siteAccess } from '../../platform/access.js';
import { readNotKept } from '../../platform/not-kept-record.js';
import { inPrivateWindow } from '../../platform/profile.js';
import { onChanged, send } from '../../platform/send.js';
import { onSettings, readSettings } from '../../platform/settings.js';
import { openUrl, ownTabId } from '../../platform/tabs.js';
import { target } from '../../platform/target.js';
import logWorker from '../../sources/log/worker.ts?worker&url';
import textWorker from '../../sources/paste/response/text-worker.ts?worker&url';
import { createAccess } from '../../ui/access/access.js';
import { startPage } from '../../ui/page/start-page.js';
import { DetailPage } from './detail/detail-page.js';
import { createDetailStore } from './detail/detail-store.js';
import { createExplainStore } from './explain/explain-store.js';
import { createHistoryStore } from './history-store.js';
import { createLogStore } from './log/log-store.js';
import { readInWorker } from './log/read-in-worker.js';
import { followAddress } from './place.js';
import { Places } from './places.js';
import { idOf, queryOf, searchOf } from './query.js';

const id = idOf(location.search);
if (id === undefined) {
  const store = createHistoryStore(
    {
      isPrivate: inPrivateWindow(),
      incidentStore: new IncidentStore(),
      send,
      onChanged,
      readNotKept,
      readSettings,
      onSettings,
      now: Date.now,
      afterPaint: (run) => requestAnimationFrame(() => setTimeout(run)),
      remember: (query) => history.replaceState(null, '', `${location.pathname}${searchOf(query)}`),
    },
    queryOf(location.search),
  );
  const access = createAccess({ siteAccess, requestAccess, onAccessChanged });
  const stops = [followAddress(), store.start(), access.start()];
  void startPage(
    'history_title',
    <Places
      history={store}
      access={access}
      log={createLogStore(readInWorker(logWorker))}
      explain={createExplainStore(readInWorker(textWorker), Date.now)}
    />,
  );
  window.addEventListener('pagehide', () => {
    for (const stop of stops) stop();
  });
} else {
  const store = createDetailStore({ send, onChanged, openUrl, here: target, ownTabId }, id);
  void startPage('history_title', <DetailPage store={store} />);
  window.addEventListener('pagehide', store.start());
}

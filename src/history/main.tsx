import { ask, onChanged } from '../platform/ask.js';
import { inPrivateWindow } from '../platform/profile.js';
import { onSettings, readSettings } from '../platform/settings.js';
import { IncidentStore } from '../store/incidents.js';
import { startPage } from '../ui/page/start-page.js';
import { FullView } from './full/full-view.js';
import { createFullStore } from './full/store.js';
import { readInWorker } from './log/read-in-worker.js';
import { createLogStore } from './log/store.js';
import { followAddress } from './place.js';
import { Places } from './places.js';
import { idOf, queryOf, searchOf } from './query.js';
import { createHistoryStore } from './store.js';

const id = idOf(location.search);
if (id === undefined) {
  const store = createHistoryStore(
    {
      isPrivate: inPrivateWindow(),
      shelf: new IncidentStore(),
      ask,
      onChanged,
      readSettings,
      onSettings,
      now: Date.now,
      remember: (query) => history.replaceState(null, '', `${location.pathname}${searchOf(query)}`),
    },
    queryOf(location.search),
  );
  const stops = [followAddress(), store.start()];
  startPage('history_title', <Places history={store} log={createLogStore(readInWorker)} />);
  window.addEventListener('pagehide', () => {
    for (const stop of stops) stop();
  });
} else {
  const store = createFullStore({ ask, onChanged }, id);
  startPage('history_title', <FullView store={store} />);
  window.addEventListener('pagehide', store.start());
}

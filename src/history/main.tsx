import { ask, onChanged } from '../platform/ask.js';
import { onSettings, readSettings } from '../platform/settings.js';
import { IncidentStore } from '../store/incidents.js';
import { startPage } from '../ui/page/start-page.js';
import { FullView } from './full/full-view.js';
import { createFullStore } from './full/store.js';
import { History } from './history.js';
import { idOf, queryOf, searchOf } from './query.js';
import { createHistoryStore } from './store.js';

const id = idOf(location.search);
if (id === undefined) {
  const store = createHistoryStore(
    {
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
  startPage('history_title', <History store={store} />);
  window.addEventListener('pagehide', store.start());
} else {
  const store = createFullStore({ ask, onChanged }, id);
  startPage('history_title', <FullView store={store} />);
  window.addEventListener('pagehide', store.start());
}

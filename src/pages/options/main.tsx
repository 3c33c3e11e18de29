import { IncidentStore } from '../../incidents/store/incidents.js';
import { onAccessChanged, requestAccess, siteAccess } from '../../platform/access.js';
import { resetChoices } from '../../platform/choices.js';
import { readClockRecord } from '../../platform/clock-record.js';
import { openShortcuts, popupShortcut } from '../../platform/commands.js';
import { inPrivateWindow } from '../../platform/profile.js';
import { onInForce, readInForce, writeChoices } from '../../platform/settings.js';
import { createAccess } from '../../ui/access/access.js';
import { startPage } from '../../ui/page/start-page.js';
import { Options } from './options.js';
import { createOptionsStore } from './options-store.js';

const incidents = new IncidentStore();
const store = createOptionsStore({
  isPrivate: inPrivateWindow(),
  readInForce,
  writeChoices,
  resetChoices,
  onInForce,
  now: Date.now,
  clockRecord: readClockRecord,
  countDue: async (due) => (await incidents.due(due)).length,
  shortcut: popupShortcut,
  openShortcuts,
});

const access = createAccess({ siteAccess, requestAccess, onAccessChanged });
const stops = [store.start(), access.start()];
void startPage('options_title', <Options store={store} access={access} />);
window.addEventListener('pagehide', () => {
  for (const stop of stops) stop();
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void store.readShortcut();
});

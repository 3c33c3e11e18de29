import type { SessionArea } from '../incidents/store/session.js';
import { browser } from './browser.js';

/** storage.session: in memory only, survives the background's death, ends with the browser. */
export const sessionArea: SessionArea = {
  get: () => browser.storage.session.get(null),
  set: (items) => browser.storage.session.set(items),
  remove: (keys) => browser.storage.session.remove(keys),
};

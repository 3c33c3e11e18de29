import type { SessionArea } from '../store/session.js';
import { browser } from './browser.js';

/** storage.session: in memory only, survives the background's death, ends with the browser. */
export const sessionArea: SessionArea = {
  get: (key) => browser.storage.session.get(key),
  set: (items) => browser.storage.session.set(items),
};

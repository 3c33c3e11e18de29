import type { SiteAccess } from '../../../../src/model/site-access.js';
import { show } from './stage.js';

const KEY = 'stage.access';
const KINDS: readonly SiteAccess[] = ['all', 'some', 'none'];
const listeners = new Set<() => void>();

/** As the test says; all, if it says nothing. */
export const siteAccess = (): Promise<SiteAccess> =>
  Promise.resolve(KINDS.find((kind) => kind === localStorage.getItem(KEY)) ?? 'all');

/** The user says yes. */
export const requestAccess = (): Promise<boolean> => {
  localStorage.removeItem(KEY);
  for (const listener of listeners) listener();
  show('nothing');
  return Promise.resolve(true);
};

export function onAccessChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

import { show } from './stage.js';

/** The user says yes. */
export const requestAccess = (): Promise<boolean> => {
  show('nothing');
  return Promise.resolve(true);
};

// Of pages that are built beside the popup and not opened.
export { onAccessChanged, siteAccess } from '../../pages-more/platform/access.js';

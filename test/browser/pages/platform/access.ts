import { show } from './stage.js';

export const hasAccess = (): Promise<boolean> => Promise.resolve(false);

/** The user says yes. */
export const requestAccess = (): Promise<boolean> => {
  show('nothing');
  return Promise.resolve(true);
};

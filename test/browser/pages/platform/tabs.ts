import { opened, show } from './stage.js';

export const activeTabId = (): Promise<number | undefined> => Promise.resolve(1);

export const ownTabId = activeTabId;

export const openUrl = (url: string): Promise<void> => {
  opened.push(url);
  return Promise.resolve();
};

/** Now it is watched from its first request on, and nothing is wrong. */
export const reload = (): Promise<void> => {
  show('nothing');
  return Promise.resolve();
};

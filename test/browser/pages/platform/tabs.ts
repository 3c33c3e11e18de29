import { opened } from './stage.js';

export const activeTabId = (): Promise<number | undefined> => Promise.resolve(1);

export const openUrl = (url: string): Promise<void> => {
  opened.push(url);
  return Promise.resolve();
};

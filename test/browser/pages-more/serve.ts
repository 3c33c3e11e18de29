import { type PageServer, servePagesOnStage } from '../serve-pages.js';

/** Pages of the extension, and the one that fills the store with a scene's incidents. */
const FILES = {
  history: 'src/pages/history/index.html',
  learn: 'src/pages/learn/index.html',
  options: 'src/pages/options/index.html',
  panel: 'src/pages/panel/index.html',
  welcome: 'src/pages/welcome/index.html',
  seed: 'test/browser/pages-more/seed/index.html',
} as const;

export type StagePage = keyof typeof FILES;
export type MorePages = PageServer<StagePage>;

/** All pages but the popup, which has scenes of its own (../pages). */
export const servePages = (): Promise<MorePages> =>
  servePagesOnStage({ stand: 'test/browser/pages-more/platform', files: FILES });

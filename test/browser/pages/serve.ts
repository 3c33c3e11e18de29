import { type PageServer, servePagesOnStage } from '../serve-pages.js';

export type PopupPages = PageServer<'popup'>;

/** The popup's page, with sample data for the background's answers; the parameter `scene` names which. */
export const servePages = (): Promise<PopupPages> =>
  servePagesOnStage({ stand: 'test/browser/pages/platform', files: { popup: 'src/pages/popup/index.html' } });

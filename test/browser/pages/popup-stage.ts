import type { BrowserName } from '../../lab/site.js';
import type { PageServer } from './serve.js';
import { openStage, type Staged, type Words } from './stage-page.js';

/** How a scene is looked at. */
export interface Look {
  readonly words?: Words;
  readonly reader?: 'visitor' | 'operator';
  /** The browser that the stage plays; Chrome if left out. */
  readonly here?: 'chromium' | 'firefox';
  /** CSS pixels; anything but 400 opens the page as a full view. */
  readonly width?: number;
}

export interface PopupStage {
  show(scene: string, look?: Look): Promise<Staged>;
  close(): Promise<void>;
}

/** The popup's scenes in a real browser, each loaded anew with nothing remembered of the one before. */
export async function openPopup(kind: BrowserName, server: PageServer): Promise<PopupStage> {
  const door = await openStage(kind, 'pages', 'window');
  const stage = await door.page();
  await stage.page.evaluateOnNewDocument(() => {
    // A page without an origin, as a browser opens with, has no storage.
    if (!location.protocol.startsWith('http')) return;
    localStorage.clear();
  });
  return {
    async show(scene, look = {}) {
      const wanted = look.width ?? 400;
      await stage.size({ width: wanted, height: 600, deviceScaleFactor: 2 });
      await stage.dress('light');
      const words = look.words ?? 'plain';
      await stage.visit(
        server.url('popup', {
          scene,
          words: 'plain',
          reader: look.reader ?? 'visitor',
          here: look.here ?? 'chromium',
          ...(wanted === 400 ? {} : { tab: '1' }),
        }),
      );
      await stage.page.waitForSelector('[data-state="ready"]', { timeout: 20_000 });
      await stage.speak(words);
      return stage;
    },
    close: () => door.close(),
  };
}

import type { BrowserName } from '../../lab/site.js';
import type { Scheme } from './appearance.js';
import type { PageServer, StagePage } from './serve.js';
import { openStage, type Staged, type Words } from './stage-page.js';

/** What is looked at, and how. */
export interface Look {
  readonly page: Exclude<StagePage, 'seed'>;
  /** What the history holds: a name of SCENES. */
  readonly scene?: string;
  /** Parts of Settings that are not as at first. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What an administrator sets. */
  readonly policy?: Readonly<Record<string, unknown>>;
  /** Access to all sites was not given. */
  readonly access?: 'some' | 'none';
  readonly parameters?: Readonly<Record<string, string>>;
  readonly words?: Words;
  /** CSS pixels; half of what a window has is what a zoom of 200 % leaves. */
  readonly width?: number;
  readonly colours?: 'forced';
}

export interface TabStage {
  /** Loads a page as it is at first, with nothing remembered of the one before. */
  show(look: Look): Promise<Staged>;
  /** Its page as it stands, to be led elsewhere. */
  page(): Promise<Staged>;
  close(): Promise<void>;
}

/** The pages in tabs, in a real browser that prefers a scheme until a test dresses it otherwise. */
export async function openTabs(kind: BrowserName, scheme: Scheme, server: PageServer): Promise<TabStage> {
  const door = await openStage(kind, 'tabs', 'page');
  return {
    async show(look) {
      const stage = await door.page();
      await stage.size({ width: look.width ?? 1280, height: 800 });
      await stage.dress(scheme, look.colours);
      await stage.visit(
        server.url('seed', {
          scene: look.scene ?? 'empty',
          ...(look.settings ? { settings: JSON.stringify(look.settings) } : {}),
          ...(look.policy ? { policy: JSON.stringify(look.policy) } : {}),
          ...(look.access ? { access: look.access } : {}),
        }),
      );
      await stage.page.waitForSelector('[data-state="ready"]', { timeout: 20_000 });
      await stage.visit(server.url(look.page, look.parameters));
      await stage.page.waitForSelector(':is(.page, .panel)[data-state="ready"]', { timeout: 20_000 });
      await stage.page.waitForFunction(
        () => ![...document.querySelectorAll('.row-cause')].some((cause) => cause.textContent === '…'),
        { timeout: 30_000 },
      );
      await stage.speak(look.words ?? 'plain');
      return stage;
    },
    page: () => door.page(),
    close: () => door.close(),
  };
}

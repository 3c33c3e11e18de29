import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, preview } from 'vite';
import { jsx, PAGE_FILES, pageBuild } from '../../vite.config.js';
import { scratch } from '../lab/scratch.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const real = path.join(root, 'src/platform');

/** Folders that stand in for src/platform: of the popup's scenes, and of all other pages. */
const STANDS = ['test/browser/pages/platform', 'test/browser/pages-more/platform'] as const;
export type Stand = (typeof STANDS)[number];

/**
 * Puts a stage in the place of the browser: every import of src/platform/x.ts gets x.ts of the folder `stand`, or that of
 * the other one for pages that are built as well but not opened.
 */
const onStage = (stand: Stand): Plugin => ({
  name: 'platform-on-stage',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    if (resolved?.id.startsWith(real + path.sep)) {
      const file = path.relative(real, resolved.id);
      return [stand, ...STANDS].map((each) => path.join(root, each, file)).find((each) => existsSync(each));
    }
    return resolved;
  },
});

export interface PageServer<Name extends string> {
  url(page: Name, parameters?: Readonly<Record<string, string>>): string;
  /** Where the built pages are. */
  readonly folder: string;
  close(): Promise<void>;
}

export interface Pages<Name extends string> {
  readonly stand: Stand;
  /** Each page's HTML file. */
  readonly files: Readonly<Record<Name, string>>;
}

/**
 * Builds pages with a stage in the place of browser and background, and serves them as a web site. Paths from the root.
 * All pages are built, as the extension's are: how style sheets are put together depends on all of them.
 */
export async function servePagesOnStage<Name extends string>({
  stand,
  files,
}: Pages<Name>): Promise<PageServer<Name>> {
  // A folder of its own: another spec file may be serving its pages at the same time.
  const { folder: outDir, remove } = await scratch('pages');
  const common = { root, configFile: false, logLevel: 'error' } as const;
  await build({
    ...common,
    oxc: { jsx },
    plugins: [onStage(stand)],
    define: { __TARGET__: JSON.stringify('chromium') },
    build: {
      ...pageBuild,
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        input: [...new Set([...PAGE_FILES, ...Object.values<string>(files)])].map((file) =>
          path.join(root, file),
        ),
      },
    },
  });
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  });
  const address = server.httpServer.address();
  if (!address || typeof address === 'string') throw new Error('the page server has no port');
  return {
    folder: outDir,
    url: (page, parameters = {}) =>
      `http://127.0.0.1:${address.port}/${files[page]}?${new URLSearchParams(parameters)}`,
    close: async () => {
      await server.close();
      await remove();
    },
  };
}

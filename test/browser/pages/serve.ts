import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, preview } from 'vite';
import { scriptsOfPages } from '../../../scripts/build/chunks.js';
import { jsx, PAGE_FILES, pageBuild } from '../../../vite.config.js';
import { scratch } from '../../lab/scratch.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const real = path.join(root, 'src/platform');

const stage = path.join(root, 'test/browser/pages/platform');

/** Puts the stage in the place of the browser: every import of src/platform/x.ts that the stage has gets the stage's. */
const onStage: Plugin = {
  name: 'platform-on-stage',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    if (!resolved?.id.startsWith(real + path.sep)) return resolved;
    const file = path.join(stage, path.relative(real, resolved.id));
    return existsSync(file) ? file : undefined;
  },
};

/** Pages of the extension, and the one that fills the store with a scene's incidents. Paths from the root. */
const FILES = {
  popup: 'src/pages/popup/index.html',
  history: 'src/pages/history/index.html',
  learn: 'src/pages/learn/index.html',
  options: 'src/pages/options/index.html',
  panel: 'src/pages/panel/index.html',
  welcome: 'src/pages/welcome/index.html',
  seed: 'test/browser/pages/seed/index.html',
} as const;

export type StagePage = keyof typeof FILES;

export interface PageServer {
  /** The popup's parameter `scene` names what the background would answer. */
  url(page: StagePage, parameters?: Readonly<Record<string, string>>): string;
  /** Where the built pages are. */
  readonly folder: string;
  close(): Promise<void>;
}

/**
 * Builds pages with a stage in the place of browser and background, and serves them as a web site. All pages are built, as
 * the extension's are: how style sheets are put together depends on all of them.
 */
export async function servePages(): Promise<PageServer> {
  // A folder of its own: another spec file may be serving its pages at the same time.
  const { folder: outDir, remove } = await scratch('pages');
  const common = { root, configFile: false, logLevel: 'error' } as const;
  await build({
    ...common,
    oxc: { jsx },
    plugins: [onStage],
    define: { __TARGET__: JSON.stringify('chromium') },
    build: {
      ...pageBuild,
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        input: [...new Set([...PAGE_FILES, ...Object.values<string>(FILES)])].map((file) =>
          path.join(root, file),
        ),
        output: { codeSplitting: scriptsOfPages(path.resolve(root)) },
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
      `http://127.0.0.1:${address.port}/${FILES[page]}?${new URLSearchParams(parameters)}`,
    close: async () => {
      await server.close();
      await remove();
    },
  };
}

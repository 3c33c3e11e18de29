import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, preview } from 'vite';
import { scratch } from '../../lab/scratch.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const real = path.join(root, 'src/platform');
const stand = path.join(root, 'test/browser/pages-more/platform');

/** Puts the stage in the place of the browser: every import of src/platform/x.ts gets pages-more/platform/x.ts. */
const onStage: Plugin = {
  name: 'platform-on-stage',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    if (resolved?.id.startsWith(real + path.sep)) {
      return path.join(stand, path.relative(real, resolved.id));
    }
    return resolved;
  },
};

/** Pages of the extension, and the one that fills the store with a scene's incidents. */
const INPUT = {
  history: 'src/history/index.html',
  learn: 'src/learn/index.html',
  options: 'src/options/index.html',
  panel: 'src/panel/index.html',
  welcome: 'src/welcome/index.html',
  seed: 'test/browser/pages-more/seed/index.html',
} as const;

export type StagePage = keyof typeof INPUT;

export interface PageServer {
  url(page: StagePage, parameters?: Readonly<Record<string, string>>): string;
  close(): Promise<void>;
}

/** Builds the pages with the stage in the place of browser and background, and serves them as a web site. */
export async function servePages(): Promise<PageServer> {
  // A folder of its own: another spec file may be serving its pages at the same time.
  const { folder: outDir, remove } = await scratch('pages');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [onStage],
    define: { __TARGET__: JSON.stringify('chromium') },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(INPUT).map(([name, file]) => [name, path.join(root, file)])),
      },
    },
  });
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  });
  const address = server.httpServer.address();
  if (!address || typeof address === 'string') throw new Error('the page server has no port');
  return {
    url: (page, parameters = {}) =>
      `http://127.0.0.1:${address.port}/${INPUT[page]}?${new URLSearchParams(parameters)}`,
    close: async () => {
      await server.close();
      await remove();
    },
  };
}

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, preview } from 'vite';
import { scratch } from '../../lab/scratch.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const real = path.join(root, 'src/platform');
const stand = path.join(root, 'test/browser/pages/platform');

/** Puts the stage in the place of the browser: every import of src/platform/x.ts gets pages/platform/x.ts. */
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

export interface PageServer {
  /** The popup's page for a scene. */
  popup(scene: string, parameters?: Readonly<Record<string, string>>): string;
  close(): Promise<void>;
}

/** Builds the extension's pages with sample data for the background's answers, and serves them as a web site. */
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
      rolldownOptions: { input: path.join(root, 'src/popup/index.html') },
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
    popup: (scene, parameters = {}) =>
      `http://127.0.0.1:${address.port}/src/popup/index.html?${new URLSearchParams({ scene, ...parameters })}`,
    close: async () => {
      await server.close();
      await remove();
    },
  };
}

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, preview } from 'vite';
import { scratch } from '../lab/scratch.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const real = path.join(root, 'src/platform');

/** Puts a stage in the place of the browser: every import of src/platform/x.ts gets x.ts of the folder `stand`. */
const onStage = (stand: string): Plugin => ({
  name: 'platform-on-stage',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    if (resolved?.id.startsWith(real + path.sep)) {
      return path.join(root, stand, path.relative(real, resolved.id));
    }
    return resolved;
  },
});

export interface PageServer<Name extends string> {
  url(page: Name, parameters?: Readonly<Record<string, string>>): string;
  close(): Promise<void>;
}

export interface Pages<Name extends string> {
  /** Folder that stands in for src/platform. */
  readonly stand: string;
  /** Each page's HTML file. */
  readonly files: Readonly<Record<Name, string>>;
}

/** Builds pages with a stage in the place of browser and background, and serves them as a web site. Paths from the root. */
export async function servePagesOnStage<Name extends string>({
  stand,
  files,
}: Pages<Name>): Promise<PageServer<Name>> {
  // A folder of its own: another spec file may be serving its pages at the same time.
  const { folder: outDir, remove } = await scratch('pages');
  const common = { root, configFile: false, logLevel: 'error' } as const;
  await build({
    ...common,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [onStage(stand)],
    define: { __TARGET__: JSON.stringify('chromium') },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries<string>(files).map(([name, file]) => [name, path.join(root, file)]),
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
    url: (page, parameters = {}) =>
      `http://127.0.0.1:${address.port}/${files[page]}?${new URLSearchParams(parameters)}`,
    close: async () => {
      await server.close();
      await remove();
    },
  };
}

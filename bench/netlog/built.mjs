import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The reader as JavaScript that Node runs. */
export async function builtReader(folder) {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: path.join(ROOT, 'src/netlog/read-file.ts'), outDir: folder, emptyOutDir: true },
  });
  return pathToFileURL(path.join(folder, 'read-file.js')).href;
}

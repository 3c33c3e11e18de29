import path from 'node:path';
import type { Plugin } from 'vite';

export interface ScriptFirst {
  /** The page and the script's source, from the project's folder. */
  readonly page: string;
  readonly script: string;
}

/**
 * Builds a script of its own for a page, which runs as soon as it is there and waits for no other. Vite makes one script
 * of all that a page names.
 */
export function scriptFirst({ page, script }: ScriptFirst): Plugin {
  const fileName = `assets/${path.basename(script, '.ts')}.js`;
  return {
    name: 'missent:script-first',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: path.resolve(script), fileName });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { path: shown }) =>
        shown === `/${page}`
          ? [
              {
                tag: 'script',
                attrs: { type: 'module', async: true, src: `/${fileName}` },
                injectTo: 'head-prepend',
              },
            ]
          : [],
    },
  };
}

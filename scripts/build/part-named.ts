import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';

export interface PartNamed {
  /** The page, its own script, and that of a part which it loads later: sources, from the project's folder. */
  readonly page: string;
  readonly script: string;
  readonly part: string;
}

/**
 * Names the files of a part in the page itself, in a template that does nothing until a script takes its content: they
 * are read then, and not run. Without it the browser learns of them one after another, when the page's scripts ran.
 */
export function partNamed({ page, script, part }: PartNamed): Plugin {
  return {
    name: 'missent:part-named',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { path: shown, bundle = {} }) {
        if (shown !== `/${page}`) return [];
        const there = new Set(filesOf(bundle, script));
        const files = filesOf(bundle, part).filter((file) => !there.has(file));
        const children = files.map((file) => ({
          tag: 'link',
          attrs: {
            ...(file.endsWith('.css') ? { rel: 'preload', as: 'style' } : { rel: 'modulepreload' }),
            // As the pages' scripts ask for them; else they would be read twice.
            crossorigin: true,
            href: `/${file}`,
          },
        }));
        return [{ tag: 'template', children, injectTo: 'head' }];
      },
    },
  };
}

/** The files that a source's script needs before it runs, its own among them. Throws where it has none. */
function filesOf(bundle: Rolldown.OutputBundle, source: string): string[] {
  const found = new Set<string>();
  const visit = (file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): void => {
    if (file?.type !== 'chunk' || found.has(file.fileName)) return;
    found.add(file.fileName);
    for (const style of file.viteMetadata?.importedCss ?? []) found.add(style);
    for (const name of file.imports) visit(bundle[name]);
  };
  const id = path.resolve(source);
  const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.moduleIds.includes(id));
  if (entry === undefined) throw new Error(`no script was built of ${source}`);
  visit(entry);
  return [...found];
}

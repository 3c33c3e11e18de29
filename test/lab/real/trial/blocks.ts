import type { ConfiguredServer } from '../scene.js';

/** A block of a configuration file. */
export interface Block {
  /** Names of the blocks around it and its own, outermost first, e.g. `server`, `location`. */
  readonly path: readonly string[];
  /** Where the header begins, and where the content begins and ends. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

/** Every block of a file, the file itself first, by the server's own syntax. */
export const blocksOf = (server: ConfiguredServer, text: string): readonly Block[] => [
  { path: [], from: 0, start: 0, end: text.length },
  ...READERS[server](text),
];

const READERS: Readonly<Record<ConfiguredServer, (text: string) => readonly Block[]>> = {
  nginx: (text) => braced(text, (header) => header.split(/\s/)[0] ?? ''),
  // The first block without a name holds the options, others of the file's level are sites.
  caddy: (text) =>
    braced(text, (header, depth) =>
      depth > 0 ? (header.split(/\s/)[0] ?? '') : header === '' ? '{ }' : 'site',
    ),
  apache: (text) =>
    [...text.matchAll(/<VirtualHost[^>]*>([\s\S]*?)<\/VirtualHost>/g)].map((match) => {
      const start = match.index + match[0].indexOf('>') + 1;
      return { path: ['VirtualHost'], from: match.index, start, end: start + (match[1]?.length ?? 0) };
    }),
  haproxy: (text) => {
    const heads = [...text.matchAll(/^(global|defaults|frontend|backend|listen)\b[^\n]*\n/gm)];
    return heads.map((match, at) => ({
      path: [match[1] ?? ''],
      from: match.index,
      start: match.index + match[0].length,
      end: heads[at + 1]?.index ?? text.length,
    }));
  },
};

/** Where a quoted part ends that begins at `at`; `at` itself where none begins. */
export function afterQuote(text: string, at: number): number {
  const quote = text[at];
  if (quote !== "'" && quote !== '"' && quote !== '`') return at;
  const end = text.indexOf(quote, at + 1);
  return end < 0 ? text.length : end;
}

/** Blocks in braces, as nginx and Caddy write them. A brace within a word, as of `{http.request.host}`, opens none. */
function braced(text: string, nameOf: (header: string, depth: number) => string): Block[] {
  const blocks: Block[] = [];
  const open: { readonly path: readonly string[]; readonly from: number; readonly start: number }[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    at = afterQuote(text, at);
    const character = text[at];
    if (character === '{' && /\s/.test(text[at + 1] ?? ' ')) {
      const header = text.slice(from, at).trim();
      open.push({
        path: [...(open.at(-1)?.path ?? []), nameOf(header, open.length)],
        from: text.indexOf(header, from),
        start: at + 1,
      });
      from = at + 1;
    } else if (character === '}' && /\s/.test(text[at - 1] ?? ' ')) {
      const block = open.pop();
      if (block) blocks.push({ ...block, end: at });
      from = at + 1;
    } else if (character === ';' || character === '\n') {
      from = at + 1;
    }
  }
  return blocks;
}

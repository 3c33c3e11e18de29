import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { isNode, nodesOf } from '../syntax.js';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

export interface SourceFile {
  /** Below src, with `/`: `model/cause.ts`. */
  readonly file: string;
  /** Files below src that it imports, types included, at the top or when needed; also style sheets. */
  readonly imports: readonly string[];
  /** npm packages that it imports, each by the name it is asked for. */
  readonly packages: readonly string[];
  /** What it reads a member of or calls without having imported or declared it by that name: `chrome` in `chrome.tabs`. */
  readonly globals: ReadonlySet<string>;
}

/** Everything below src that is code or style. */
export const sourceFiles = (): SourceFile[] =>
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.(?:tsx?|css)$/.test(name))
    .map(read);

function read(file: string): SourceFile {
  const text = readFileSync(path.join(SRC, file), 'utf8');
  if (file.endsWith('.css')) {
    const asked = [...text.matchAll(/@import "([^"]+)"/g)].map(([, name = '']) => name);
    return { file, imports: placesOf(asked, file), packages: [], globals: new Set() };
  }
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  const asked = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
    ...workers(program),
    ...globbed(text, file),
  ].map((name) => name.replace(/\?.*$/, ''));
  return {
    file,
    imports: placesOf(
      asked.filter((name) => name.startsWith('.')),
      file,
    ),
    packages: [...new Set(asked.filter((name) => !name.startsWith('.')))],
    globals: globalsOf(program),
  };
}

const placesOf = (names: readonly string[], file: string): string[] =>
  [...new Set(names)].map((name) => placeOf(path.posix.join(path.posix.dirname(file), name)));

/** `./x.js` is x.ts or x.tsx here. */
function placeOf(name: string): string {
  const stem = name.replace(/\.js$/, '');
  const found = [name, `${stem}.ts`, `${stem}.tsx`].find((place) => exists(place));
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

const exists = (place: string): boolean => known.has(path.join(SRC, place));
const known = new Set(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' }).map((name) => path.join(SRC, name)),
).add(path.join(SRC, '../public/_locales/en/messages.json'));

// Files that `import.meta.glob` takes in, in the one form that is used: './*/index.ts'.
const globbed = (text: string, file: string): string[] =>
  [...text.matchAll(/import\.meta\.glob(?:<\w+>)?\('\.\/\*\/(\w+\.ts)'/g)].flatMap(([, name = '']) =>
    [...known]
      .map((place) => path.relative(path.join(SRC, path.dirname(file)), place))
      .filter((place) => place.split(path.sep).length === 2 && path.basename(place) === name)
      .map((place) => `./${place}`),
  );

/** Scripts that are named as `new URL('./worker.ts', import.meta.url)`, as Vite has it for workers. */
function* workers(program: unknown): Generator<string> {
  for (const { type, callee, arguments: given } of nodesOf(program)) {
    if (type !== 'NewExpression' || !isNode(callee) || callee.name !== 'URL' || !Array.isArray(given))
      continue;
    const [address, base] = given;
    if (
      isNode(address) &&
      typeof address.value === 'string' &&
      isNode(base) &&
      base.type === 'MemberExpression'
    )
      yield address.value;
  }
}

/** By name alone: a parameter that is called as a global would hide it, and is better called something else. */
function globalsOf(program: unknown): Set<string> {
  const read = new Set<string>();
  const bound = new Set<string>();
  for (const { type, object, callee, local, id, params } of nodesOf(program)) {
    const used = type === 'MemberExpression' ? object : callee;
    if (isNode(used) && used.type === 'Identifier') read.add(String(used.name));
    for (const name of [local, id, ...(Array.isArray(params) ? params : [])])
      for (const part of nodesOf(name)) if (part.type === 'Identifier') bound.add(String(part.name));
  }
  return new Set([...read].filter((name) => !bound.has(name)));
}

import { parseSync } from 'vite';

/** One regular expression of the source. */
export interface Pattern {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
  /** Put together while the program runs. */
  readonly made: boolean;
}

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesOf(one);
  else if (isNode(value)) {
    yield value;
    for (const part of Object.values(value)) yield* nodesOf(part);
  }
}

/** Stands in a pattern for a part that the program puts in: a word of its own. */
const PART = 'x';

/** Source text of the template that a pattern is made of, each part that is put in replaced by PART. */
function templateOf(argument: unknown): string | undefined {
  if (!isNode(argument) || argument.type !== 'TemplateLiteral' || !Array.isArray(argument.quasis))
    return undefined;
  return argument.quasis
    .map((quasi: unknown) => {
      const text = isNode(quasi) ? quasi.value : undefined;
      return typeof text === 'object' && text !== null && 'cooked' in text ? String(text.cooked) : '';
    })
    .join(PART);
}

/** Every regular expression of a file, also those that are put together from a template; another one throws. */
export function patternsOf(file: string, text: string): Pattern[] {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  return [...nodesOf(program)].flatMap((node): Pattern[] => {
    const { type, start, regex, callee, arguments: given } = node;
    const line = lineOf(start);
    if (
      (type === 'NewExpression' || type === 'CallExpression') &&
      isNode(callee) &&
      callee.name === 'RegExp'
    ) {
      const source = templateOf(Array.isArray(given) ? given[0] : undefined);
      if (source === undefined)
        throw new Error(`${file}:${line} makes a regular expression that cannot be read here`);
      return [{ file, line, source, flags: '', made: true }];
    }
    if (type !== 'Literal' || typeof regex !== 'object' || regex === null) return [];
    const { pattern, flags } = { pattern: '', flags: '', ...regex };
    return [{ file, line, source: String(pattern), flags: String(flags), made: false }];
  });
}

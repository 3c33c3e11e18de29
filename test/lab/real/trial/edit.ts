import type { ConfigTarget } from '../../../../src/model/step.js';
import type { ConfiguredServer } from '../scene.js';
import { afterQuote, type Block, blocksOf } from './blocks.js';

/** A statement of a block: where it begins and ends, its end mark included. */
interface Statement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The statements of a block's own level, as nginx ends them by `;` or a block, and the others by the line. */
function statementsOf(server: ConfiguredServer, text: string, { start, end }: Block): Statement[] {
  const statements: Statement[] = [];
  let depth = 0;
  let from = start;
  const close = (to: number): void => {
    const whole = text.slice(from, to);
    if (whole.trim() !== '') statements.push({ from, to, text: whole.trim() });
    from = to;
  };
  for (let at = start; at < end; at++) {
    at = afterQuote(text, at);
    const character = text[at];
    if (character === '{' && server !== 'haproxy' && server !== 'apache') depth++;
    else if (character === '}' && depth > 0) {
      depth--;
      if (depth === 0 && server === 'nginx') close(at + 1);
    } else if (depth === 0 && character === (server === 'nginx' ? ';' : '\n')) close(at + 1);
  }
  close(end);
  return statements;
}

const begins = (statement: string, words: string): boolean =>
  statement === words || statement.startsWith(words + (words.includes('(') ? '' : ' '));

/** The blocks of a file that a target means; `mine` must stand in the right one of several. */
export const targetsIn = (
  server: ConfiguredServer,
  text: string,
  target: ConfigTarget,
  mine?: RegExp,
): readonly Block[] => {
  const wanted = target.block;
  return blocksOf(server, text).filter((block) => {
    const path = block.path.join(' > ');
    if (!(path === wanted || path.endsWith(` > ${wanted}`)) || (wanted === '' && path !== '')) return false;
    const { having } = target;
    if (mine && !target.every && !mine.test(text.slice(block.from, block.end))) return false;
    return (
      having === undefined ||
      statementsOf(server, text, block).some((statement) => statement.text.startsWith(having))
    );
  });
};

/** Writes lines into one block, in the place of what they replace. */
export function edited(
  server: ConfiguredServer,
  text: string,
  block: Block,
  target: ConfigTarget,
  lines: string,
): string {
  const gone = statementsOf(server, text, block).filter((statement) =>
    (target.replaces ?? []).some((words) => begins(statement.text, words)),
  );
  const place = gone[0]?.from ?? block.start;
  let after = text.slice(place);
  for (const { from, to } of gone.toReversed()) {
    after = after.slice(0, from - place) + after.slice(to - place);
  }
  return `${text.slice(0, place)}\n${lines}\n${after}`;
}

/**
 * What is left of a Markdown text when fenced code blocks and code spans are taken out, by CommonMark 0.31 (4.5, 6.1): the
 * part in which characters have a meaning. A code span becomes U+25A1.
 */
export function outsideCode(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const run = /^ {0,8}(`{3,})[^`]*$/.exec(line)?.[1];
    if (fence === undefined && run !== undefined) fence = run;
    else if (fence === undefined) lines.push(line);
    else if (run !== undefined && run.length >= fence.length && line.trim() === run) fence = undefined;
  }
  if (fence !== undefined) throw new Error('a code block is not closed');
  return lines.map(withoutSpans).join('\n');
}

function withoutSpans(line: string): string {
  let left = '';
  let at = 0;
  while (at < line.length) {
    if (line[at] === '\\') {
      left += line.slice(at, at + 2);
      at += 2;
      continue;
    }
    const run = /^`+/.exec(line.slice(at))?.[0];
    if (run === undefined) {
      left += line[at];
      at++;
      continue;
    }
    const closing = [...line.slice(at + run.length).matchAll(/`+/g)].find(([other]) => other === run);
    left += closing === undefined ? run : '\u25a1';
    at += run.length + (closing === undefined ? 0 : closing.index + run.length);
  }
  return left;
}

/**
 * How a Windows program gets its arguments from its command line: the Microsoft C runtime's rules ("Parsing C
 * command-line arguments"). 2n backslashes before a quote are n backslashes and a quote that opens or closes;
 * 2n+1 are n backslashes and a literal quote; backslashes elsewhere are themselves; two quotes inside a quoted part
 * are one literal quote.
 */
export function argumentsOf(line: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    while (line[at] === ' ' || line[at] === '\t') at++;
    if (at >= line.length) break;
    let word = '';
    let quoted = false;
    while (at < line.length && (quoted || (line[at] !== ' ' && line[at] !== '\t'))) {
      let backslashes = 0;
      while (line[at] === '\\') {
        backslashes++;
        at++;
      }
      if (line[at] !== '"') {
        word += '\\'.repeat(backslashes);
        const character = line[at];
        if (character === undefined || (!quoted && (character === ' ' || character === '\t'))) continue;
        word += character;
        at++;
        continue;
      }
      word += '\\'.repeat(Math.floor(backslashes / 2));
      if (backslashes % 2 === 1) word += '"';
      else if (quoted && line[at + 1] === '"') {
        word += '"';
        at++;
      } else quoted = !quoted;
      at++;
    }
    words.push(word);
  }
  return words;
}

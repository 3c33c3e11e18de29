import { type BodyFacts, MAX_BODY_BYTES } from '../../../model/exchange.js';

/** Lines that programs print around a body and between its parts. */
const AROUND =
  /^(?:[*<>] |[<>]$|[{}] \[\d{1,12} bytes data\]|={2} Info:|\s{0,3}[\d.]{1,6}k? .{0,99}-?-:-?-|\s{0,3}% Total\s|\s{20,40}Dload\s)/;

/** Lines at which a body ends: what a program or a shell prints after it, or the next message. */
const END =
  /^(?:---|closed|DONE|read:errno=.*|Post-Handshake New Session Ticket arrived:|read R BLOCK|<-- END HTTP.*|curl: \(\d{1,3}\) .*|(?:fatal|error|warning): .*|--\d{4}-\d\d-\d\d .*|HTTP\/\d(?:\.\d)? \d{3}(?: .*)?|\d{4}[-/]\d\d[-/]\d\d[T ][\d:]{8}.*|[A-Z][a-z]{2} \d{1,2}, \d{4} [\d:]{7,8} [AP]M .*|Array|object\(\w{1,80}\).*|array\(\d{1,6}\) \{|(?:Transactions|Completed):\s.*)$/;

/** The next message, in curl's marks. */
const NEXT = /^(?:< HTTP\/\d|> [A-Z]{3,16} \S{1,4096} HTTP\/\d)/;

/** A shell's prompt with a command, as it is copied with what the command printed; a bare `#` may begin a comment as well. Or what `set -x` prints. */
export const PROMPT =
  /^(?:(?:\([\w.-]{1,40}\) )?(?:[\w.-]{1,40}@[\w.-]{1,60}[: ][^\s$#%]{0,80}\s?[$#%]|[$%]|PS [A-Z]:[^>]{0,80}>|[A-Z]:\\[^>]{0,80}>) \S|[#+] (?:sudo |time )?(?:curl|wget2?|https?|xhs?|openssl|lynx|w3m|aria2c|git|docker|kubectl|journalctl|grep|tail|cat|echo|exit|printf) )/;

export const isPrompt = (line: string): boolean => !line.startsWith('* ') && PROMPT.test(line);

/** What curl appends to a body that does not end in a line feed: its next line follows directly. */
const GLUED = /(?:\* (?:Connection #|Closing connection|Curl_)|={2} Info:).*$/;

/**
 * The body that begins at a line, up to what is surely none of it. `length`: the message's Content-Length in bytes; a text
 * has lost its carriage returns, so the body may only be shorter. Undefined where nothing of it is there.
 */
export function bodyFrom(
  lines: readonly string[],
  from: number,
  length: number | undefined,
): BodyFacts | undefined {
  if (length === 0) return { text: '', cut: false, via: 'pasted' };
  const kept: string[] = [];
  let room = MAX_BODY_BYTES;
  for (let at = from; at < lines.length && room >= 0; at++) {
    const line = lines[at] ?? '';
    if (END.test(line) || NEXT.test(line) || PROMPT.test(line)) break;
    if (AROUND.test(line)) continue;
    kept.push(line.slice(0, room + 1).replace(GLUED, ''));
    room -= line.length + 1;
  }
  const text = kept.join('\n').trimEnd();
  if (text === '') return undefined;
  const whole = length === undefined ? text : text.slice(0, length);
  return { text: whole.slice(0, MAX_BODY_BYTES), cut: whole.length > MAX_BODY_BYTES, via: 'pasted' };
}

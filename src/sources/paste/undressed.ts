/**
 * The time that `curl --trace-time` puts before each line, with the ids of `--trace-ids`; that of `wget2 -d`, which begins with the
 * day; and the time that CI systems put there.
 */
const TIME =
  /^(?:\d\d:\d\d:\d\d\.\d{6} (?:\[[\dx]{1,9}-[\dx]{1,9}\] )?|\d\d\.\d{6}\.\d{3} |\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z (?!stdout |stderr ))/;
/** What mail programs and Markdown put before each line that they quote. */
const QUOTED = /^> ?/;
/** Markdown's fence around code. */
const FENCE = /^\s{0,3}(?:```+|~~~+)[\w-]{0,20}\s*$/;
/** Lines of a message, and those that curl prints around one. */
const MESSAGE = /^(?:< )?HTTP\/\d(?:\.\d)? \d{3}\b|^:status: ?\d{3}$|^[<>*] |^={2} Info: /;
/** What a log puts before the first line of an entry that is a message of several: its time, and the level. */
const LEAD =
  /^\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d\S{0,16} (?:\[?[A-Za-z]{4,8}\]? ?: ?|\[?[A-Z]{4,8}\]? )?/;
const FIRST_LINE = /^(?:HTTP\/\d(?:\.\d)? \d{3}\b.{0,80}|[A-Z]{3,16} \/\S{0,4096} HTTP\/\d(?:\.\d)?)$/;

/** The lines as a program printed them: without what CI systems, mail programs and Markdown put around, each message on lines of its own. */
export function undressed(lines: readonly string[]): readonly string[] {
  return apart(withoutLead(withoutTimes(withoutQuotes(lines.map((line) => (FENCE.test(line) ? '' : line))))));
}

/** A status line that follows a body without a line feed at its end, as where `curl -i` asks for one URL after the other. */
const GLUED =
  /^(.{0,8000}?[^\s"'(:<>*])(HTTP\/(?:1\.[01]|2|3) [1-5]\d\d(?: [A-Za-z][A-Za-z -]{0,40})?\s{0,2})$/;
const FIELD = /^[A-Za-z][\w-]{1,60}: /;

const apart = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line, at) => {
    const [, body, status] = FIELD.test(lines[at + 1] ?? '') ? (GLUED.exec(line) ?? []) : [];
    return body === undefined || status === undefined ? [line] : [body, status];
  });

/** All lines have it, and behind it are messages: lines of a log keep their time. */
function withoutTimes(lines: readonly string[]): readonly string[] {
  const stamped = lines.filter((line) => TIME.test(line));
  if (stamped.length === 0 || !stamped.some((line) => MESSAGE.test(line.replace(TIME, '')))) return lines;
  return lines.map((line) => line.replace(TIME, ''));
}

const withoutLead = (lines: readonly string[]): readonly string[] =>
  lines.map((line, at) => {
    const first = line.replace(LEAD, '');
    return first !== line && FIRST_LINE.test(first) && FIELD.test(lines[at + 1] ?? '') ? first : line;
  });

/** `> ` is curl's mark of what it sends as well; a response behind it is none that was sent. */
function withoutQuotes(lines: readonly string[]): readonly string[] {
  const full = lines.filter((line) => line.trim() !== '');
  const quoted = full.length > 0 && full.every((line) => QUOTED.test(line));
  const message = /^(?:[<*] )?HTTP\/\d(?:\.\d)? \d{3}\b/;
  return quoted && full.some((line) => message.test(line.replace(QUOTED, '')))
    ? lines.map((line) => line.replace(QUOTED, ''))
    : lines;
}

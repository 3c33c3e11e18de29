/** What git puts before each line of GIT_CURL_VERBOSE (git, http.c). */
const GIT = /^\d\d:\d\d:\d\d\.\d{1,9} http\.c:\d{1,6} +/;
const INFO = /^={1,2} Info: ?/;
const SECTION = /^(=>|<=) (Send|Recv) (header|data|SSL data)(?:, \d{1,12} bytes \(0x[0-9a-f]+\)|: ?(.*))?$/;
/** A line of a dump: its offset, then the text. */
const DUMPED = /^[0-9a-f]{4}: ?(.*)$/;

/**
 * The lines of `curl --trace-ascii` (src/tool_cb_dbg.c) and of git's GIT_CURL_VERBOSE as `curl -v` would have printed them;
 * every other text as it is. Dumps of bodies and of TLS records become empty lines, so that line numbers stay.
 */
export function asVerbose(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => INFO.test(line.replace(GIT, '')))) return lines;
  let mark: string | undefined;
  return lines.map((whole) => {
    const line = whole.replace(GIT, '');
    if (INFO.test(line)) {
      mark = undefined;
      return line.replace(INFO, '* ');
    }
    const [, , direction, what, content] = SECTION.exec(line) ?? [];
    if (direction !== undefined) {
      mark = what === 'header' ? (direction === 'Send' ? '> ' : '< ') : '';
      return content === undefined || mark === '' ? '' : `${mark}${content}`;
    }
    const dumped = mark === undefined ? undefined : DUMPED.exec(line)?.[1];
    if (dumped === undefined) {
      mark = undefined;
      return line;
    }
    return mark === '' ? '' : `${mark}${dumped}`;
  });
}

/** What Python's http.client prints at its debug level (Lib/http/client.py), and so all that is built on it. */
const PYTHON = /^(send|reply|header): (.*)$/;

/** Its lines as the messages that they are; every other text as it is. */
export function asMessages(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => /^reply: '/.test(line))) return lines;
  return lines.flatMap((line) => {
    const [, what, said = ''] = PYTHON.exec(line) ?? [];
    if (what === undefined) return [line];
    return what === 'header' ? [said] : written(said);
  });
}

/** The text of a Python literal with CR LF at its line ends. */
function written(literal: string): string[] {
  const inner = /^b?(['"])(.*)\1$/.exec(literal)?.[2];
  return inner === undefined ? [] : inner.replace(/(?:\\r\\n)$/, '').split('\\r\\n');
}

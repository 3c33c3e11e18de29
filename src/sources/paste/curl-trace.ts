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

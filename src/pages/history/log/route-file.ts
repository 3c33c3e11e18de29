/** Where a chosen or dropped file goes: Missent's own to the import, a text to the reader of responses, all else to that of logs. */
export type FileRoute = 'import' | 'text' | 'log';

/** Bytes of a file's beginning in which it shows what it is. */
const HEAD = 65_536;

// As src/incidents/file/format.ts and src/report/json.ts write them: in the first member of the outermost object.
const OWN = /^\s*\{\s*"(?:schema|format)"\s*:\s*"missent-/;
/** The log of a server begins with a bracket as well, but not with what JSON has behind it. */
const JSON_TEXT = /^\s*(?:\{|\[\s*(?:[[{\]]|$))/;
/** What no text has. */
const NO_TEXT = ['\0', '\ufffd'];

/** Shows in the file's beginning, once it is unpacked. */
export async function routeOf(file: Blob): Promise<FileRoute> {
  let head: string;
  try {
    head = await headOf(file);
  } catch {
    // The reader of logs says what is wrong with a file that cannot be had.
    return 'log';
  }
  if (OWN.test(head.slice(0, 512))) return 'import';
  if (head.trim() === '' || NO_TEXT.some((strange) => head.slice(0, 512).includes(strange))) return 'log';
  if (!JSON_TEXT.test(head)) return 'text';
  const { isAccessRecord, readResponseText } = await import('../../../sources/paste/response/explain.js');
  // The first 421 of a long log may stand far behind its beginning.
  if (head.split('\n', LINES).some(isAccessRecord)) return 'text';
  const found = await readResponseText(head);
  // In JSON of another kind a 421 is no more than a member.
  const isText =
    found.read &&
    found.candidates.some(({ kinds }) => kinds.includes('access-log') || kinds.includes('write-out'));
  return isText ? 'text' : 'log';
}

/** Lines that are looked at one by one. */
const LINES = 5;

async function headOf(file: Blob): Promise<string> {
  const { fileChunks } = await import('../../../sources/log/file-chunks.js');
  for await (const { bytes } of fileChunks(file)) {
    return new TextDecoder().decode(bytes.subarray(0, HEAD)).replace(/^\ufeff/, '');
  }
  return '';
}

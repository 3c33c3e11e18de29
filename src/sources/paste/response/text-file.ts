import type { Bytes } from '../../log/read-file.js';
import { LogFile } from './log-file.js';
import { isBinary, MAX_TEXT, type ResponseText, readResponseText } from './responses-in-text.js';

export interface TextFile {
  readonly reading: ResponseText;
  /** The text, where it is short enough to be read as a whole. */
  readonly text?: string;
}

/**
 * Reads a file of text: a short one as what is pasted, a longer one line by line as the log of a server, of whatever size. One that
 * is long and no such log is read as far as a paste would be.
 */
export async function readTextFile(open: Bytes): Promise<TextFile> {
  const decoder = new TextDecoder();
  const log = new LogFile();
  let head = '';
  let length = 0;
  for await (const bytes of open()) {
    const piece = decoder.decode(bytes, { stream: true });
    length += piece.length;
    if (head.length <= MAX_TEXT) head += piece;
    if (length === piece.length && isBinary(head)) break;
    log.push(piece);
  }
  if (length <= MAX_TEXT) return { reading: await readResponseText(head), text: head };
  log.finish();
  const { candidates, removed, cut } = log;
  return {
    reading:
      candidates.length === 0
        ? await readResponseText(head)
        : { read: true, candidates, mentioned: [], removed, cut },
  };
}

import type { Bytes } from '../../log/read-file.js';
import { textOf } from '../../log/text-of.js';
import { LogFile } from './log-file.js';
import { isBinary, MAX_TEXT, type ResponseText, readResponseText } from './responses-in-text.js';

export interface TextFile {
  readonly reading: ResponseText;
  /** The text, where it is short enough to be read as a whole. */
  readonly text?: string;
}

/** Bytes that show whether it is a text. */
const HEAD = 4096;

/**
 * Reads a file of text: a short one as what is pasted, a longer one line by line as the log of a server, of whatever size. One that
 * is long and no such log is read as far as a paste would be. What is read as a whole is asked for again, so that a log never
 * becomes a text.
 */
export async function readTextFile(open: Bytes): Promise<TextFile> {
  const log = new LogFile();
  let length = 0;
  for await (const bytes of open()) {
    if (length === 0 && isBinary(textOf(bytes.subarray(0, HEAD)))) return whole(open, bytes.length);
    length += bytes.length;
    log.push(bytes);
  }
  if (length <= MAX_TEXT) return whole(open);
  log.finish();
  const { candidates, removed, cut } = log;
  return candidates.length === 0
    ? whole(open)
    : { reading: { read: true, candidates, mentioned: [], removed, cut } };
}

/** As what is pasted. `most`: characters that are read at least, if there are so many. */
async function whole(open: Bytes, most = MAX_TEXT + 1): Promise<TextFile> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of open()) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length >= most) break;
  }
  return { reading: await readResponseText(text), ...(text.length > MAX_TEXT ? {} : { text }) };
}

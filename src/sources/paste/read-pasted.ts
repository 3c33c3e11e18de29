import { type MessageKey, text } from '../../model/text.js';
import { readCurl } from './curl.js';
import { pastedText } from './lines.js';
import { readOpenssl } from './openssl.js';
import type { PastedResult } from './result.js';
import { readServerLog } from './server-log.js';

const refuse = (key: MessageKey, ...args: readonly string[]): PastedResult => ({
  read: false,
  why: text(key, ...args),
});

/** A server's response by itself: what curl prints without -v. */
const RESPONSE_ALONE = /^\s*(?:HTTP\/\d|<!doctype|<html|\{)/i;

/**
 * Reads the output of `openssl s_client` or `curl -v`, or lines of a server's log, as they were copied from a terminal: any
 * line ends, with prompts around them, whole or in part. Of two kinds in one text the first counts. Facts are picked one by one, so that keys, tickets,
 * cookies, credentials, paths and bodies are never kept. Takes time linear in the text, of which the first 256 KB are read.
 *
 * @param now ms since the epoch
 * @param host that the text should be about: of many log lines the last about it counts
 */
export async function readPasted(pasted: string, now: number, host?: string): Promise<PastedResult> {
  if (pasted.trim() === '') return refuse('paste_empty');
  const input = pastedText(pasted);
  const readings = [await readOpenssl(input), readCurl(input), readServerLog(input, host)];
  const [first] = readings.filter((reading) => reading.kind === 'facts').sort((a, b) => a.line - b.line);
  if (first !== undefined) return { read: true, facts: { time: now, ...first.facts } };
  const failed = readings.filter((reading) => reading.kind === 'failed');
  if (failed.length > 0) {
    const reason = failed.find((reading) => reading.reason !== undefined)?.reason;
    return reason === undefined
      ? refuse('paste_no_connection')
      : refuse('paste_no_connection_because', reason);
  }
  return refuse(RESPONSE_ALONE.test(input.text) ? 'paste_not_verbose' : 'paste_not_recognised');
}

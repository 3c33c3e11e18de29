import { unzipSync, zipSync } from 'fflate';

// A zip keeps local times and fflate writes a date's local fields: these are the same in every time zone. 1980 is the
// first year that the format knows; noon, because a clock change may leave midnight out.
const TIME = new Date(1980, 0, 1, 12);
const UNIX = 3;
const FILE = 0o100644;
const PROGRAM = 0o100755;

const startsAsProgram = (bytes) => bytes[0] === 0x23 && bytes[1] === 0x21; // #!

/**
 * A zip whose bytes depend on nothing but the names and contents of its files: sorted, of one time, and runnable by their
 * first line, since a file's own time and mode are whatever the checkout made them.
 * @param {Iterable<readonly [name: string, bytes: Uint8Array]>} files names with `/` between folders
 * @returns {Uint8Array}
 */
export function zip(files) {
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  const entries = sorted.map(([name, bytes]) => [
    name,
    [bytes, { attrs: ((startsAsProgram(bytes) ? PROGRAM : FILE) << 16) >>> 0, os: UNIX }],
  ]);
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: TIME });
}

/**
 * The files of a zip.
 * @param {Uint8Array} bytes
 * @returns {[name: string, bytes: Uint8Array][]}
 */
export const unzip = (bytes) => Object.entries(unzipSync(bytes));

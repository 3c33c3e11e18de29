/** Characters of a file's beginning in which an export of Missent says what it is. */
const HEAD = 512;

// As src/incidents/file/format.ts and src/report/json.ts write them: in the first member of the outermost object.
const OWN = /^\s*\{\s*"(?:schema|format)"\s*:\s*"missent-/;

/** Whether a file was written by Missent, and so goes to the import; everything else is read as a log. */
export async function isOwnFile(file: Blob): Promise<boolean> {
  try {
    return OWN.test((await file.slice(0, HEAD).text()).replace(/^\ufeff/, ''));
  } catch {
    // The reader of logs says what is wrong with a file that cannot be had.
    return false;
  }
}

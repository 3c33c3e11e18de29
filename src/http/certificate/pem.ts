/** Certificates that are read from one text; a chain has few. */
const MAX_BLOCKS = 16;
const BOUNDARY = /-----(BEGIN|END) ([A-Z0-9 ]{0,40})-----/g;
/** RFC 7468 section 5.1 names the second as an older label for the same. */
const LABELS: readonly string[] = ['CERTIFICATE', 'X509 CERTIFICATE'];

/**
 * The certificates of a PEM text (RFC 7468 section 5) as base64 of their DER, in their order; text between and around
 * them is passed over, a block that is cut off or holds anything but base64 is left out. Linear in the text's length.
 */
export function readPem(text: string): string[] {
  const found: string[] = [];
  let start: number | undefined;
  for (const boundary of text.matchAll(BOUNDARY)) {
    const [whole, edge, label] = boundary;
    if (!LABELS.includes(label ?? '')) start = undefined;
    else if (edge === 'BEGIN') start = boundary.index + whole.length;
    else if (start !== undefined) {
      const base64 = text.slice(start, boundary.index).replace(/\s+/g, '');
      if (/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) found.push(base64);
      if (found.length >= MAX_BLOCKS) break;
      start = undefined;
    }
  }
  return found;
}

/** End of central directory record (APPNOTE.TXT 4.3.16): 22 bytes, and a comment of up to 65,535. */
const END = 22;
const END_SIGNATURE = 0x06054b50;
const MAX_COMMENT = 0xffff;
/** Central directory file header (4.3.12). */
const ENTRY = 46;
const ENTRY_SIGNATURE = 0x02014b50;
/** Local file header (4.3.7). */
const LOCAL = 30;
/** Bytes of the central directory that are read: some 10,000 entries. */
const MAX_DIRECTORY = 1 << 20;

const METHODS: Readonly<Record<number, 'stored' | 'deflate-raw'>> = { 0: 'stored', 8: 'deflate-raw' };

/** One file of an archive, still packed. */
export interface ZipEntry {
  readonly data: Blob;
  /** Where `data` begins in the archive, in bytes. */
  readonly offset: number;
  readonly format: 'stored' | 'deflate-raw';
}

interface Listed {
  readonly name: string;
  readonly method: number;
  readonly size: number;
  readonly at: number;
}

/**
 * The log in a zip archive: its only HAR file (Playwright puts the bodies beside it), else its largest file of a log's
 * name. Undefined for what is no such archive, is encrypted, or larger than 4 GB (ZIP64).
 */
export async function logInZip(file: Blob): Promise<ZipEntry | undefined> {
  const tail = await viewOf(file, Math.max(0, file.size - END - MAX_COMMENT), file.size);
  const end = lastIndexOf(tail, END_SIGNATURE, END);
  if (end < 0) return undefined;
  const from = tail.getUint32(end + 16, true);
  const directory = await viewOf(file, from, Math.min(file.size, from + MAX_DIRECTORY));
  const [chosen] = [...entriesOf(directory)]
    .filter(({ name, method }) => method in METHODS && /\.(?:har|json|ndjson|log|txt)$/i.test(name))
    .sort((a, b) => Number(isHar(b)) - Number(isHar(a)) || b.size - a.size);
  const format = chosen && METHODS[chosen.method];
  if (chosen === undefined || format === undefined || chosen.at + LOCAL > file.size) return undefined;
  const local = await viewOf(file, chosen.at, chosen.at + LOCAL);
  // Names and extra fields may differ in length from those of the directory.
  const offset = chosen.at + LOCAL + local.getUint16(26, true) + local.getUint16(28, true);
  return { data: file.slice(offset, offset + chosen.size), offset, format };
}

const isHar = ({ name }: Listed): boolean => /\.har$/i.test(name);

const viewOf = async (file: Blob, from: number, to: number): Promise<DataView> =>
  new DataView(await file.slice(from, to).arrayBuffer());

function lastIndexOf(view: DataView, signature: number, size: number): number {
  for (let at = view.byteLength - size; at >= 0; at--) {
    if (view.getUint32(at, true) === signature) return at;
  }
  return -1;
}

function* entriesOf(view: DataView): Generator<Listed, void, undefined> {
  const decoder = new TextDecoder();
  let at = 0;
  while (at + ENTRY <= view.byteLength && view.getUint32(at, true) === ENTRY_SIGNATURE) {
    const length = view.getUint16(at + 28, true);
    const end = at + ENTRY + length;
    if (end > view.byteLength) return;
    yield {
      name: decoder.decode(new Uint8Array(view.buffer, at + ENTRY, length)),
      method: (view.getUint16(at + 8, true) & 1) === 0 ? view.getUint16(at + 10, true) : -1,
      size: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    };
    at = end + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

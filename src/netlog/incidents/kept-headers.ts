import { type Header, MAX_HEADER_BYTES } from '../../model/header.js';

export interface KeptHeaders {
  readonly headers: readonly Header[];
  readonly headersCut?: true;
}

/**
 * What is kept of an answer's header fields, within MAX_HEADER_BYTES. Files may hold secrets, as their makers warn: of a
 * cookie only its name is kept, which tells some products.
 */
export function keptHeaders(all: Iterable<Header>): KeptHeaders {
  const headers: Header[] = [];
  let room = MAX_HEADER_BYTES;
  for (const header of all) {
    room -= header.name.length + header.value.length;
    if (room < 0) return { headers, headersCut: true };
    headers.push(isCookie(header) ? { name: header.name, value: nameOfCookie(header.value) } : header);
  }
  return { headers };
}

const isCookie = ({ name }: Header): boolean => /^set-cookie2?$/i.test(name);

/** `id=` of `id=secret; Path=/` (RFC 6265 section 5.2). HAR files may hold several in one value, a line each. */
const nameOfCookie = (value: string): string =>
  value
    .split('\n')
    .map((line) => line.slice(0, line.indexOf('=') + 1))
    .join('\n');

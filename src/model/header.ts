import * as v from 'valibot';
import { type Stored, text } from './stored.js';
/** One header field of a response, as the browser gave it. A name may occur more than once. */
export const headerSchema = v.object({
  name: text,
  value: text,
});
export type Header = Stored<typeof headerSchema>;

/** Bytes of header text (names and values together) that are kept of one answer. */
export const MAX_HEADER_BYTES = 16_384;

/** All values of a field, in their order. Names compare without case (RFC 9110 section 5.1). */
export function headerValues(headers: readonly Header[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter((header) => header.name.toLowerCase() === wanted).map((header) => header.value);
}

export const headerValue = (headers: readonly Header[], name: string): string | undefined =>
  headerValues(headers, name)[0];

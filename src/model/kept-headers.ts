import { boundedText } from './bounded-text.js';
import { withoutCredentials } from './credentials.js';
import { type Header, MAX_HEADER_BYTES } from './header.js';

export interface KeptHeaders {
  readonly headers: readonly Header[];
  readonly headersCut?: true;
}

/** Characters that are kept of a field's name; the longest of the IANA registry has 52. */
const MAX_NAME = 100;
/** Characters that are kept of a field's value. */
const MAX_VALUE = 4096;

/**
 * What is kept of a response's header fields, whoever reports them: without credentials, within MAX_HEADER_BYTES. What is
 * too long is cut or left out by itself, so that one long field hides no other.
 */
export function keptHeaders(all: Iterable<Header>): KeptHeaders {
  const headers: Header[] = [];
  let room = MAX_HEADER_BYTES;
  let cut = false;
  for (const header of all) {
    const { name, value } = withoutCredentials(header);
    const kept = { name: boundedText(name, MAX_NAME), value: boundedText(value, MAX_VALUE) };
    const size = kept.name.length + kept.value.length;
    cut ||= kept.name !== name || kept.value !== value || size > room;
    if (size > room) continue;
    room -= size;
    headers.push(kept);
  }
  return { headers, ...(cut ? { headersCut: true } : {}) };
}

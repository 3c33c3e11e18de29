import { withoutCredentials } from './credentials.js';
import { type Header, MAX_HEADER_BYTES } from './header.js';

export interface KeptHeaders {
  readonly headers: readonly Header[];
  readonly headersCut?: true;
}

/** What is kept of a response's header fields, whoever reports them: without credentials, within MAX_HEADER_BYTES. */
export function keptHeaders(all: Iterable<Header>): KeptHeaders {
  const headers: Header[] = [];
  let room = MAX_HEADER_BYTES;
  for (const header of all) {
    const kept = withoutCredentials(header);
    room -= kept.name.length + kept.value.length;
    if (room < 0) return { headers, headersCut: true };
    headers.push(kept);
  }
  return { headers };
}

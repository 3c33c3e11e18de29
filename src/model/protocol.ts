import * as v from 'valibot';

/** The application protocol of the connection. `h2-or-h3`: as Chrome's status line has it for these; see response-protocol.ts. */
export const protocolSchema = v.picklist(['http/1.1', 'h2', 'h3', 'h2-or-h3', 'unknown']);
export type Protocol = v.InferOutput<typeof protocolSchema>;

/** Proper names, the same in every language. */
export const PROTOCOL_NAMES = { 'http/1.1': 'HTTP/1.1', h2: 'HTTP/2', h3: 'HTTP/3' } as const;

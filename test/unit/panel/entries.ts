import { NOON } from '../../fixtures/build.js';

interface Sketch {
  readonly url?: string;
  readonly method?: string;
  readonly status?: number;
  /** ms after NOON */
  readonly at?: number;
  readonly duration?: number;
  readonly connection?: string;
  readonly sent?: readonly (readonly [name: string, value: string])[];
  readonly received?: readonly (readonly [name: string, value: string])[];
  readonly posted?: string;
  readonly redirect?: string;
  readonly size?: number;
  /** Chromium's name for the kind of request; null: Firefox, which shows it by the header fields only. */
  readonly kind?: string | null;
}

const fields = (pairs: readonly (readonly [string, string])[] = []) =>
  pairs.map(([name, value]) => ({ name, value }));

/** A HAR entry as the developer tools give it. */
export const entryOf = (sketch: Sketch = {}): Record<string, unknown> => {
  const kind = sketch.kind === undefined ? 'fetch' : sketch.kind;
  return {
    startedDateTime: new Date(NOON + (sketch.at ?? 0)).toISOString(),
    time: sketch.duration ?? 20,
    _priority: 'High',
    ...(kind === null ? {} : { _resourceType: kind }),
    ...(sketch.connection === undefined ? {} : { _connectionId: sketch.connection }),
    serverIPAddress: '192.0.2.10',
    request: {
      method: sketch.method ?? 'GET',
      url: sketch.url ?? 'https://shop.example/',
      httpVersion: 'http/2.0',
      headers: fields(sketch.sent),
      ...(sketch.posted === undefined ? {} : { postData: { mimeType: 'text/plain', text: sketch.posted } }),
    },
    response: {
      status: sketch.status ?? 421,
      httpVersion: 'http/2.0',
      headers: fields(sketch.received),
      redirectURL: sketch.redirect ?? '',
      content: { size: sketch.size ?? 20, mimeType: 'text/plain' },
    },
  };
};

/** A page's document. */
export const pageOf = (url: string, sketch: Sketch = {}): Record<string, unknown> =>
  entryOf({ url, status: 200, kind: 'document', sent: [['sec-fetch-dest', 'document']], ...sketch });

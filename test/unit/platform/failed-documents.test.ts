import { beforeEach, describe, expect, it, vi } from 'vitest';

type Listener = (details: unknown) => void;
const listeners = new Map<string, Listener>();
const event = (name: string) => ({ addListener: (listener: Listener) => listeners.set(name, listener) });
vi.mock('webextension-polyfill', () => ({
  default: {
    webRequest: { onErrorOccurred: event('request') },
    webNavigation: { onErrorOccurred: event('error'), onCommitted: event('committed') },
  },
}));

const URL = 'https://shop.example/page';
const failed: string[] = [];
const tell = (name: string, details: Readonly<Record<string, unknown>>): void =>
  listeners.get(name)?.({ tabId: 1, frameId: 0, url: URL, ...details });

describe.each(['chromium', 'firefox'] as const)('a failed navigation in %s', (target) => {
  beforeEach(async () => {
    listeners.clear();
    failed.length = 0;
    vi.resetModules();
    vi.stubGlobal('__TARGET__', target);
    const { watchFailedDocuments } = await import('../../../src/platform/failed-documents.js');
    watchFailedDocuments(({ statusCode, statusLine, url, ip }) =>
      failed.push([statusCode, statusLine, url, ip].join(' ')),
    );
  });

  const request = (details = {}) =>
    tell('request', {
      error:
        target === 'chromium' ? 'net::ERR_CERT_COMMON_NAME_INVALID' : 'Ein Satz in der Sprache des Nutzers.',
      ...(target === 'chromium' ? {} : { ip: '192.0.2.1' }),
      ...details,
    });
  const error = (details = {}) =>
    tell('error', {
      error: target === 'chromium' ? 'net::ERR_CERT_COMMON_NAME_INVALID' : 'Error code 2153394164',
      ...details,
    });
  const committed = (details = {}) => tell('committed', details);
  const EXPECTED =
    target === 'chromium'
      ? `0 net::ERR_CERT_COMMON_NAME_INVALID ${URL} `
      : `0 SSL_ERROR_BAD_CERT_DOMAIN ${URL} 192.0.2.1`;

  it('is reported once, in whatever order its parts come', () => {
    for (const order of [
      [request, error, committed],
      [error, request, committed],
      [error, committed, request],
    ]) {
      failed.length = 0;
      for (const part of order) part();
      expect(failed).toEqual([EXPECTED]);
    }
  });

  it.runIf(target === 'firefox')('is reported where the error page is known before the failure', () => {
    request();
    committed({ timeStamp: 20 });
    error({ timeStamp: 10 });
    expect(failed).toEqual([EXPECTED]);
    // An error page of before is none of this failure.
    request();
    error({ timeStamp: 30 });
    expect(failed).toEqual([EXPECTED]);
    committed({ timeStamp: 40 });
    expect(failed).toEqual([EXPECTED, EXPECTED]);
  });

  it.runIf(target === 'firefox')('is not forgotten for a page of before that is known only then', () => {
    request();
    error({ timeStamp: 10 });
    committed({ url: 'about:blank', timeStamp: 5 });
    committed({ timeStamp: 20 });
    expect(failed).toEqual([EXPECTED]);
  });

  it('a fragment, which one of them leaves out, makes no difference', () => {
    request();
    error({ url: `${URL}#here` });
    committed({ url: `${URL}#here` });
    expect(failed).toHaveLength(1);
  });

  it('is none where something else is shown in the end', () => {
    request();
    // Chromium: what stands there for an http page after its https try failed.
    error(
      target === 'chromium'
        ? { url: 'http://shop.example/page', error: 'net::ERR_BLOCKED_BY_CLIENT' }
        : { url: URL },
    );
    committed({ url: 'http://shop.example/page' });
    expect(failed).toEqual([]);
    committed();
    expect(failed).toEqual([]);
  });

  it('is none where it was given up, or is one of a frame or of another tab', () => {
    request();
    error({ error: target === 'chromium' ? 'net::ERR_ABORTED' : 'Error code 2152398850' });
    error({ frameId: 3 });
    error({ tabId: 2 });
    committed();
    committed({ tabId: 2 });
    expect(failed).toEqual([]);
  });
});

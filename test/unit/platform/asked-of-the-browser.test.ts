import { beforeEach, describe, expect, it, vi } from 'vitest';

/** What one listener was registered with. */
interface Registered {
  readonly event: string;
  readonly listener: (details: unknown) => unknown;
  readonly asked: readonly string[];
}

const registered: Registered[] = [];

/** An area of the API whose every event notes who listens to it, and with what options. */
const webRequest = new Proxy(
  {},
  {
    get: (_, event) => ({
      addListener: (listener: Registered['listener'], _filter: unknown, asked: readonly string[] = []) =>
        registered.push({ event: String(event), listener, asked }),
    }),
  },
);
vi.mock('webextension-polyfill', () => ({ default: { webRequest } }));
vi.stubGlobal('chrome', { webRequest });

const details = {
  requestId: '1',
  url: 'https://shop.example/',
  method: 'GET',
  type: 'main_frame',
  tabId: 1,
  frameId: 0,
  timeStamp: 0,
  statusCode: 421,
  statusLine: 'HTTP/1.1 421',
  responseHeaders: [],
};

describe.each(['chromium', 'firefox'] as const)('of %s', (target) => {
  beforeEach(async () => {
    registered.length = 0;
    vi.resetModules();
    vi.stubGlobal('__TARGET__', target);
    const { watchResponses } = await import('../../../src/platform/web-responses.js');
    watchResponses(
      { begun: () => undefined, heard: async () => undefined, isCandidate: () => false },
      'chrome-extension://id',
    );
  });

  it('no listener asks for the header fields of a request, or for its body', () => {
    expect(registered.length).toBeGreaterThan(0);
    for (const { event, asked } of registered) {
      expect(['onHeadersReceived', 'onResponseStarted', 'onErrorOccurred']).toContain(event);
      expect(asked.filter((option) => /^request/.test(option))).toEqual([]);
    }
  });

  it('no listener answers with anything that blocks or changes a request', async () => {
    for (const { listener } of registered) expect((await listener(details)) ?? {}).toEqual({});
    expect(registered.some(({ asked }) => asked.includes('blocking'))).toBe(target === 'firefox');
  });
});

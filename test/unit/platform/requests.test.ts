import { afterEach, expect, it, vi } from 'vitest';

vi.stubGlobal('__TARGET__', 'chromium');
vi.mock('../../../src/platform/browser.js', () => ({ browser: {} }));
const { send } = await import('../../../src/platform/requests.js');

const URL_ASKED = 'https://shop.example/';

afterEach(() => vi.restoreAllMocks());

function entryOf(connectTime: number): PerformanceEntry {
  return Object.create(PerformanceResourceTiming.prototype, {
    connectStart: { value: 10 },
    connectEnd: { value: 10 + connectTime },
    nextHopProtocol: { value: 'h2' },
  });
}

it('waits a moment for the timing, which a browser may tell after the end of the response', async () => {
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('well'));
  const told = vi.spyOn(performance, 'getEntriesByName');
  told
    .mockReturnValueOnce([])
    .mockReturnValueOnce([])
    .mockReturnValue([entryOf(0)]);
  const { body, connectTime, hop } = await send(
    { method: 'GET', url: URL_ASKED },
    new AbortController().signal,
  );
  expect({ text: body.text, connectTime, hop }).toEqual({ text: 'well', connectTime: 0, hop: 'h2' });
});

it('does without it where it never comes', async () => {
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('well'));
  vi.spyOn(performance, 'getEntriesByName').mockReturnValue([]);
  const fetched = await send({ method: 'GET', url: URL_ASKED }, new AbortController().signal);
  expect(fetched.connectTime).toBeUndefined();
});

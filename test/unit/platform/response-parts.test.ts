import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ResponseParts } from '../../../src/platform/response-parts.js';
import type { WebResponse } from '../../../src/platform/web-response.js';
import { NOON } from '../../fixtures/build.js';

const HEADERS = [{ name: 'server', value: 'nginx' }];
const part: WebResponse = {
  requestId: '7',
  url: 'https://a.example/',
  method: 'GET',
  type: 'main_frame',
  tabId: 1,
  frameId: 0,
  timeStamp: NOON,
  statusCode: 421,
  statusLine: 'HTTP/1.1 421',
};
const head: WebResponse = { ...part, responseHeaders: HEADERS };
const started: WebResponse = { ...part, timeStamp: NOON + 2, ip: '192.0.2.1', fromCache: false };
const both: WebResponse = { ...head, ip: '192.0.2.1', fromCache: false };

describe('the parts of a response', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function told() {
    const begun: WebResponse[] = [];
    const whole: WebResponse[] = [];
    const parts = new ResponseParts({
      begun: (response) => begun.push(response),
      whole: (response) => whole.push(response),
    });
    return { parts, begun, whole };
  }
  const settle = () => vi.advanceTimersByTimeAsync(60_000);

  test('become one answer, at once', async () => {
    const { parts, begun, whole } = told();
    parts.head(head);
    expect(begun).toEqual([head]);
    parts.started(started);
    expect(whole).toEqual([both]);
    await settle();
    expect(whole).toHaveLength(1);
  });

  test('become the same response where the later part is told first, as a waking background is told them', async () => {
    const { parts, begun, whole } = told();
    parts.started(started);
    // Safe from now on: the background may end before the rest comes.
    expect(begun).toEqual([started]);
    expect(whole).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    parts.head(head);
    // Under the same time, so that it is the same entry of the journal.
    expect(begun).toEqual([started, { ...head, timeStamp: started.timeStamp }]);
    expect(whole).toEqual([{ ...both, timeStamp: started.timeStamp }]);
    await settle();
    expect(whole).toHaveLength(1);
  });

  test('do so for a response that the page may not see, which ends in an error', async () => {
    const { parts, whole } = told();
    parts.failed('7', { ip: '192.0.2.1', fromCache: false });
    parts.head(head);
    expect(whole).toEqual([both]);
    await settle();
    expect(whole).toHaveLength(1);
  });

  test('are told without the rest where it does not come, and once where it comes too late', async () => {
    const { parts, whole } = told();
    parts.head(head);
    await vi.advanceTimersByTimeAsync(1000);
    expect(whole).toEqual([head]);
    parts.started(started);
    parts.failed('7', {});
    await settle();
    expect(whole).toHaveLength(1);
  });

  test('are told without header fields where nobody hears them any more, soon, and once where they come too late', async () => {
    const { parts, begun, whole } = told();
    parts.started(started);
    await vi.advanceTimersByTimeAsync(500);
    expect(whole).toEqual([started]);
    parts.head(head);
    await settle();
    expect(whole).toHaveLength(1);
    expect(begun).toEqual([started]);
  });

  test('of other requests stay apart', () => {
    const { parts, whole } = told();
    parts.failed('8', { ip: '192.0.2.8' });
    parts.started({ ...started, requestId: '9' });
    parts.head(head);
    expect(whole).toEqual([]);
    parts.started(started);
    expect(whole).toEqual([both]);
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../../src/platform/answer.js';
import { AnswerParts } from '../../../src/platform/answer-parts.js';
import { NOON } from '../../fixtures/build.js';

const HEADERS = [{ name: 'server', value: 'nginx' }];
const part: Answer = {
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
const head: Answer = { ...part, responseHeaders: HEADERS };
const started: Answer = { ...part, timeStamp: NOON + 2, ip: '192.0.2.1', fromCache: false };
const both: Answer = { ...head, ip: '192.0.2.1', fromCache: false };

describe('the parts of an answer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function told() {
    const begun: Answer[] = [];
    const whole: Answer[] = [];
    const parts = new AnswerParts({
      begun: (answer) => begun.push(answer),
      whole: (answer) => whole.push(answer),
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

  test('become the same answer where the later part is told first, as a waking background is told them', async () => {
    const { parts, begun, whole } = told();
    parts.started(started);
    expect(whole).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    parts.head(head);
    expect(begun).toEqual([head]);
    expect(whole).toEqual([both]);
    await settle();
    expect(whole).toHaveLength(1);
  });

  test('do so for an answer that the page may not see, which ends in an error', async () => {
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
    expect(begun).toEqual([]);
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

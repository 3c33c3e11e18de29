import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { afterEvents, eventCame } from '../../../src/platform/after-events.js';

const several = (): void => {
  for (let n = 0; n < 10; n++) eventCame();
};

// Time alone decides here: browsers run it behind all other tasks as well.
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('scheduler', { postTask: async (task: () => void) => task() });
});

afterEach(async () => {
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const isOver = (waited: Promise<void>) => {
  const state = { over: false };
  void waited.then(() => {
    state.over = true;
  });
  return state;
};

it('waits for the end of a burst', async () => {
  several();
  const state = isOver(afterEvents());
  for (let n = 0; n < 10; n++) {
    await vi.advanceTimersByTimeAsync(30);
    expect(state.over).toBe(false);
    eventCame();
  }
  await vi.advanceTimersByTimeAsync(110);
  expect(state.over).toBe(true);
});

it('does not wait for the end of one that goes on and on', async () => {
  several();
  const state = isOver(afterEvents());
  for (let n = 0; n < 50; n++) {
    await vi.advanceTimersByTimeAsync(30);
    eventCame();
  }
  expect(state.over).toBe(true);
});

it('does not wait for the few that an ordinary page brings', async () => {
  for (let n = 0; n < 9; n++) eventCame();
  const state = isOver(afterEvents());
  await vi.advanceTimersByTimeAsync(0);
  expect(state.over).toBe(true);
});

it('does not wait where nothing comes', async () => {
  const state = isOver(afterEvents());
  await vi.advanceTimersByTimeAsync(0);
  expect(state.over).toBe(true);
});

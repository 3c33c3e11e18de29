import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const managed = { get: vi.fn<() => Promise<unknown>>() };
const listeners = new Set<() => void>();
const getSelf = vi.fn<() => Promise<{ installType: string }>>();
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: {
      managed: {
        get: () => managed.get(),
        onChanged: {
          addListener: (one: () => void) => listeners.add(one),
          removeListener: (one: () => void) => listeners.delete(one),
        },
      },
    },
    management: { getSelf: () => getSelf() },
  },
}));

async function firstPolicyIn(target: 'chromium' | 'firefox') {
  vi.resetModules();
  vi.stubGlobal('__TARGET__', target);
  const { firstPolicy } = await import('../../../src/platform/managed-policy.js');
  return firstPolicy();
}

const NONE = { policy: {}, problems: [] };
const NO_WELCOME = { policy: { welcomePage: false }, problems: [] };

describe('the policy for what happens once, after the installation', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    listeners.clear();
  });
  afterEach(() => vi.useRealTimers());

  it('is there at once where the browser knows it', async () => {
    managed.get.mockResolvedValue({ welcomePage: false });
    expect(await firstPolicyIn('chromium')).toEqual(NO_WELCOME);
    expect(await firstPolicyIn('firefox')).toEqual(NO_WELCOME);
  });

  it('is none where Firefox refuses to say', async () => {
    managed.get.mockRejectedValue(new Error('Managed storage manifest not found'));
    expect(await firstPolicyIn('firefox')).toEqual(NONE);
  });

  it('does not keep a person waiting who installed Missent in Chrome', async () => {
    managed.get.mockResolvedValue({});
    getSelf.mockResolvedValue({ installType: 'normal' });
    expect(await firstPolicyIn('chromium')).toEqual(NONE);
  });

  it('is waited for in Chrome where an administrator installed it', async () => {
    managed.get.mockResolvedValueOnce({}).mockResolvedValue({ welcomePage: false });
    getSelf.mockResolvedValue({ installType: 'admin' });
    const reading = firstPolicyIn('chromium');
    await vi.waitFor(() => expect(listeners.size).toBe(1));
    for (const listener of [...listeners]) listener();
    expect(await reading).toEqual(NO_WELCOME);
    expect(listeners.size).toBe(0);
  });

  it('is not waited for without end', async () => {
    managed.get.mockResolvedValue({});
    getSelf.mockResolvedValue({ installType: 'admin' });
    const reading = firstPolicyIn('chromium');
    await vi.waitFor(() => expect(listeners.size).toBe(1));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await reading).toEqual(NONE);
    expect(listeners.size).toBe(0);
  });
});

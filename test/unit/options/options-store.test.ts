import { describe, expect, it, vi } from 'vitest';
import { type InForce, inForce } from '../../../src/model/in-force.js';
import { readPolicy } from '../../../src/model/policy.js';
import { isDue } from '../../../src/model/retention.js';
import { type Choices, DEFAULT_CHOICES } from '../../../src/model/settings.js';
import { createOptionsStore, type OptionsPlatform } from '../../../src/pages/options/options-store.js';

const DAY = 86_400_000;
const NOW = 100 * DAY;

/** A browser whose settings are in memory, and incidents that were last seen so many days ago. */
function browserWith(ages: readonly number[], more: Partial<OptionsPlatform> = {}, policy: unknown = {}) {
  let choices: Choices = DEFAULT_CHOICES;
  const now = (): InForce => inForce(choices, readPolicy(policy));
  const listeners = new Set<(now: InForce) => void>();
  const platform: OptionsPlatform = {
    isPrivate: false,
    readInForce: async () => now(),
    writeChoices: async (change) => {
      choices = { ...choices, ...change };
      for (const listener of listeners) listener(now());
      return now();
    },
    resetChoices: async () => {
      choices = DEFAULT_CHOICES;
    },
    onInForce: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    now: () => NOW,
    clockRecord: async () => undefined,
    countDue: async (due) => ages.filter((age) => isDue(NOW - age * DAY, due)).length,
    shortcut: async () => 'Alt+Shift+M',
    openShortcuts: async () => undefined,
    ...more,
  };
  const store = createOptionsStore(platform);
  return { store, stored: () => choices, stop: store.start() };
}

const ready = async (ages: readonly number[], more: Partial<OptionsPlatform> = {}, policy: unknown = {}) => {
  const at = browserWith(ages, more, policy);
  await vi.waitFor(() => expect(at.store.inForce.value).toBeDefined());
  return at;
};

describe('how long incidents are kept', () => {
  it('is saved at once where nothing is lost by it', async () => {
    const { store, stored } = await ready([2, 5]);
    await store.chooseKeepDays(7);
    expect(stored().keepDays).toBe(7);
    expect(store.saving.value).toMatchObject({ part: 'keepDays', state: 'saved' });
    expect(store.doubt.value).toBeUndefined();
  });

  it('waits for a word where it deletes, and says how many', async () => {
    const { store, stored } = await ready([0, 2, 5]);
    await store.chooseKeepDays(1);
    expect(stored().keepDays).toBe(30);
    expect(store.doubt.value).toEqual({ keepDays: 1, doomed: 2 });
    await store.settleDoubt(true);
    expect(stored().keepDays).toBe(1);
    expect(store.doubt.value).toBeUndefined();
  });

  it('stays as it was where the user thinks better of it', async () => {
    const { store, stored } = await ready([0.5]);
    await store.chooseKeepDays(0);
    expect(store.doubt.value).toEqual({ keepDays: 0, doomed: 1 });
    await store.settleDoubt(false);
    expect(stored().keepDays).toBe(30);
    await store.chooseKeepDays(0);
    await store.chooseKeepDays(30);
    expect(store.doubt.value).toBeUndefined();
    expect(stored().keepDays).toBe(30);
  });

  it('heeds the latest of two choices', async () => {
    const responses: ((count: number) => void)[] = [];
    const { store, stored } = await ready([], {
      countDue: () => new Promise((resolve) => responses.push(resolve)),
    });
    const first = store.chooseKeepDays(1);
    const second = store.chooseKeepDays(90);
    await vi.waitFor(() => expect(responses).toHaveLength(2));
    responses[1]?.(0);
    await second;
    responses[0]?.(3);
    await first;
    expect(stored().keepDays).toBe(90);
    expect(store.doubt.value).toBeUndefined();
  });

  it('can be chosen although the incidents cannot be counted', async () => {
    const { store, stored } = await ready([], { countDue: () => Promise.reject(new Error('locked')) });
    await store.chooseKeepDays(7);
    expect(stored().keepDays).toBe(7);
  });
});

describe('after a leap of the clock', () => {
  const leapt = { clockRecord: async () => ({ seen: NOW - 60 * DAY }) };

  it('a shorter time deletes nothing at once, and what is deleted when is told', async () => {
    const { store, stored } = await ready([40, 61, 62], leapt);
    await vi.waitFor(() => expect(store.grace.value).toEqual({ doomed: 3, after: NOW + DAY }));
    await store.chooseKeepDays(90);
    await vi.waitFor(() => expect(store.grace.value).toBeUndefined());
    await store.chooseKeepDays(30);
    expect(stored().keepDays).toBe(30);
    expect(store.doubt.value).toBeUndefined();
    await vi.waitFor(() => expect(store.grace.value).toEqual({ doomed: 3, after: NOW + DAY }));
  });

  it('nothing kept is nothing kept', async () => {
    const { store } = await ready([40, 61], leapt);
    await store.chooseKeepDays(0);
    expect(store.doubt.value).toEqual({ keepDays: 0, doomed: 2 });
  });
});

describe('saving', () => {
  it('says so where the browser could not, and shows what holds', async () => {
    const { store } = await ready([], { writeChoices: () => Promise.reject(new Error('full')) });
    await store.save({ theme: 'dark' }, 'theme');
    expect(store.saving.value).toMatchObject({ part: 'theme', state: 'failed' });
    expect(store.inForce.value?.settings.theme).toBe('system');
  });

  it('goes back to the defaults', async () => {
    const { store, stored } = await ready([40, 50]);
    await store.save({ keepDays: 90, theme: 'dark', ignoredHosts: ['a.example'] }, 'theme');
    expect(await store.doomedByReset()).toBe(2);
    await store.reset();
    expect(stored()).toEqual(DEFAULT_CHOICES);
    expect(store.inForce.value?.choices).toEqual(DEFAULT_CHOICES);
  });

  it('follows what another page changes', async () => {
    let tell: ((now: InForce) => void) | undefined;
    const { store } = await ready([], {
      onInForce: (listener) => {
        tell = listener;
        return () => undefined;
      },
    });
    tell?.(inForce({ ...DEFAULT_CHOICES, showRecovered: false }, readPolicy({})));
    expect(store.inForce.value?.settings.showRecovered).toBe(false);
  });
});

describe('where a policy decides', () => {
  it('a reset deletes by what holds then, and leaves the policy alone', async () => {
    const { store, stored } = await ready([8, 40, 50], {}, { keepDays: 45 });
    await store.save({ keepDays: 90, theme: 'dark' }, 'theme');
    expect(store.inForce.value?.settings).toMatchObject({ keepDays: 45, theme: 'dark' });
    expect(await store.doomedByReset()).toBe(1);
    await store.reset();
    expect(stored()).toEqual(DEFAULT_CHOICES);
    expect(store.inForce.value?.settings).toMatchObject({ keepDays: 45, theme: 'system' });
  });
});

describe('the keyboard shortcut', () => {
  it('is what the browser says now', async () => {
    let keys = 'Alt+Shift+M';
    const { store } = await ready([], { shortcut: async () => keys });
    await vi.waitFor(() => expect(store.shortcut.value).toBe('Alt+Shift+M'));
    keys = '';
    await store.readShortcut();
    expect(store.shortcut.value).toBe('');
  });

  it('is unknown where the browser does not tell', async () => {
    const { store } = await ready([], { shortcut: () => Promise.reject(new Error('no such call')) });
    await store.readShortcut();
    expect(store.shortcut.value).toBeUndefined();
  });

  it('says whether the browser went to where it is changed', async () => {
    const { store } = await ready([]);
    expect(await store.openShortcuts()).toBe(true);
    const barred = await ready([], { openShortcuts: () => Promise.reject(new Error('not allowed')) });
    expect(await barred.store.openShortcuts()).toBe(false);
  });
});

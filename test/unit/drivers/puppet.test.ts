import { describe, expect, it } from 'vitest';
import { lasting, withFrame } from '../../browser/drivers/puppeteer-page.js';

describe('what a driver keeps', () => {
  it('is made once, also for two who ask at the same time', async () => {
    let made = 0;
    const thing = lasting(
      async () => ++made,
      () => false,
    );
    expect(await Promise.all([thing(), thing()])).toEqual([1, 1]);
    expect(await thing()).toBe(1);
  });

  it('is made again after a failure, and once it is gone', async () => {
    let made = 0;
    let gone = 0;
    const thing = lasting(
      async () => {
        made += 1;
        if (made === 1) throw new Error('no tab');
        return made;
      },
      (one) => one <= gone,
    );
    await expect(thing()).rejects.toThrow('no tab');
    expect(await thing()).toBe(2);
    gone = 2;
    expect(await thing()).toBe(3);
  });
});

describe('a navigation whose frame got lost', () => {
  const failing = (message: string, times: number) => {
    let calls = 0;
    return async () => {
      calls += 1;
      if (calls <= times) throw new Error(message);
      return calls;
    };
  };

  it('is tried again', async () => {
    expect(await withFrame(failing('Navigating frame was detached', 2))).toBe(3);
  });

  it('fails after the third', async () => {
    await expect(withFrame(failing('Navigating frame was detached', 3))).rejects.toThrow('detached');
  });

  it('is not tried again for any other reason', async () => {
    await expect(withFrame(failing('net::ERR_FAILED', 1))).rejects.toThrow('ERR_FAILED');
  });
});

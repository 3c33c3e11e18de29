// How many incidents were not kept because there were too many, in storage.local: a number and two times, no host.
import * as v from 'valibot';
import type { NotKept } from '../model/shares.js';
import { browser } from './browser.js';

const KEY = 'not-kept';

const schema: v.GenericSchema<unknown, NotKept> = v.object({
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  since: v.number(),
  last: v.number(),
});

/** undefined where there is none. */
export const readNotKept = (): Promise<NotKept | undefined> =>
  browser.storage.local.get(KEY).then(
    (stored) => {
      const result = v.safeParse(schema, stored[KEY]);
      return result.success ? result.output : undefined;
    },
    () => undefined,
  );

/** Rejects if the browser could not store it. */
export async function addNotKept(count: number, now: number): Promise<void> {
  const before = await readNotKept();
  const record: NotKept = { count: count + (before?.count ?? 0), since: before?.since ?? now, last: now };
  await browser.storage.local.set({ [KEY]: record });
}

export const forgetNotKept = (): Promise<void> => browser.storage.local.remove(KEY);

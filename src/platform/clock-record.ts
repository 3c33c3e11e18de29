// What the last run wrote of the machine's clock (src/model/retention.ts), in storage.local.
import * as v from 'valibot';
import type { ClockRecord } from '../model/retention.js';
import { browser } from './browser.js';

const KEY = 'clock';

const time = v.number();
const schema: v.GenericSchema<unknown, ClockRecord> = v.object({
  seen: time,
  leapt: v.exactOptional(time),
  trusted: v.exactOptional(time),
  back: v.exactOptional(v.object({ from: time, high: time })),
  behind: v.exactOptional(v.object({ from: time, to: time, at: time })),
});

/** undefined for what is no such record. */
export function clockRecordFrom(record: unknown): ClockRecord | undefined {
  const result = v.safeParse(schema, record);
  return result.success ? result.output : undefined;
}

/** undefined where there is none, or none that can be read. */
export const readClockRecord = (): Promise<ClockRecord | undefined> =>
  browser.storage.local.get(KEY).then(
    (stored) => clockRecordFrom(stored[KEY]),
    () => undefined,
  );

/** Rejects if the browser could not store it. */
export const writeClockRecord = (record: ClockRecord): Promise<void> =>
  browser.storage.local.set({ [KEY]: record });

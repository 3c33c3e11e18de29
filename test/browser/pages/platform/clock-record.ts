import type { ClockRecord } from '../../../../src/model/retention.js';

/** The last run was when the test says; else Missent never ran. */
export const readClockRecord = (): Promise<ClockRecord | undefined> => {
  const seen = localStorage.getItem('stage.lastRun');
  return Promise.resolve(seen === null ? undefined : { seen: Number(seen) });
};

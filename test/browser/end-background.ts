import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserDriver } from './drivers/index.js';

/** ms for the background to end; it does within a fraction of it. */
const END = 30_000;

/** Ends the background for good: what happens in that moment may wake it again at once, even while it is being stopped. */
export async function endBackground(driver: BrowserDriver): Promise<void> {
  let trouble: unknown;
  for (const late = Date.now() + END; await driver.backgroundRuns(); await sleep(50)) {
    if (Date.now() > late) throw new Error('the background did not stop', { cause: trouble });
    await driver.stopBackground().catch((error: unknown) => {
      trouble = error;
    });
  }
}

/** ms without an event after which a burst is over, and for which the end of one is waited for at most. */
const QUIET_MS = 50;
const LONGEST_MS = 1000;

let events = 0;
let inBurst = false;
let calm: Promise<void> = Promise.resolve();

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** An event that must be noted came. */
export function eventCame(): void {
  events++;
  if (inBurst) return;
  inBurst = true;
  calm = Promise.race([endOfBurst(), sleep(LONGEST_MS)]);
}

async function endOfBurst(): Promise<void> {
  for (let before = -1; before !== events; ) {
    before = events;
    await sleep(QUIET_MS);
  }
  inBurst = false;
}

/**
 * Settles in a task of its own, after the events that wait by then, and not while they pour in: browsers run tasks of this
 * priority last (Prioritized Task Scheduling; Chrome 94, Firefox 142). Work that may wait goes behind it, so that an event is
 * noted when it comes. Chrome, measured with 156: what waits in a worker's queue when the worker is stopped is lost.
 */
export async function afterEvents(): Promise<void> {
  await calm;
  if ('scheduler' in globalThis) {
    await globalThis.scheduler.postTask(() => undefined, { priority: 'background' });
  } else await sleep(0);
}

/** Events that follow each other so closely are a burst; fewer are recorded as they come. */
const FEW = 10;
/** ms without an event after which a burst is over, and for which the end of one is waited for at most. */
const QUIET_MS = 50;
const LONGEST_MS = 1000;

let events = 0;
/** `events` before the first one of those that follow each other closely; undefined: there are none at the moment. */
let before: number | undefined;
let quiet: Promise<void> = Promise.resolve();
let calm: Promise<void> = Promise.resolve();

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** An event that must be noted came. */
export function eventCame(): void {
  if (before === undefined) {
    before = events;
    quiet = untilQuiet();
  }
  events++;
  if (events - before === FEW) calm = Promise.race([quiet, sleep(LONGEST_MS)]);
}

async function untilQuiet(): Promise<void> {
  for (let seen = -1; seen !== events; ) {
    seen = events;
    await sleep(QUIET_MS);
  }
  before = undefined;
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

/** ms without an event after which a burst is over, and for which a burst is waited for at most. */
const QUIET_MS = 50;
const LONGEST_MS = 1000;

let lastEvent = 0;
let burstBegan = 0;

const afterTasks = (): Promise<void> =>
  'scheduler' in globalThis
    ? globalThis.scheduler.postTask(() => undefined, { priority: 'background' })
    : new Promise((resolve) => setTimeout(resolve, 0));

/** An event that must be noted came. */
export function eventCame(): void {
  const now = performance.now();
  if (now - lastEvent > QUIET_MS) burstBegan = now;
  lastEvent = now;
}

/**
 * Settles in a task of its own, after the events that wait by then, and not while they pour in: browsers run tasks of this
 * priority last (Prioritized Task Scheduling; Chrome 94, Firefox 142). Work that may wait goes behind it, so that an event is
 * noted when it comes. Chrome, measured with 156: what waits in a worker's queue when the worker is stopped is lost.
 */
export async function afterEvents(): Promise<void> {
  await afterTasks();
  for (;;) {
    const now = performance.now();
    const quiet = lastEvent + QUIET_MS - now;
    const patience = burstBegan + LONGEST_MS - now;
    if (quiet <= 0 || patience <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(quiet, patience)));
    await afterTasks();
  }
}

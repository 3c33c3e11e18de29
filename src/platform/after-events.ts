/**
 * Settles in a task of its own, after the events that wait by then: browsers run tasks of this priority last
 * (Prioritized Task Scheduling; Chrome 94, Firefox 142). Work that may wait goes behind it, so that an event is noted
 * when it comes. Chrome, measured with 156: what waits in a worker's queue when the worker is stopped is lost.
 */
export const afterEvents = (): Promise<void> =>
  'scheduler' in globalThis
    ? globalThis.scheduler.postTask(() => undefined, { priority: 'background' })
    : new Promise((resolve) => setTimeout(resolve, 0));

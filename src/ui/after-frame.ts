/** ms after which it settles all the same, e.g. in a page that is hidden and draws no frames. */
const AT_LAST_MS = 100;

/** Settles when the frame that is to be drawn now is drawn, and there is time for what need not stand in it. */
export const afterFrame = (): Promise<void> =>
  new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: AT_LAST_MS });
  });

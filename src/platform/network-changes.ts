/** Calls back when the browser goes on-line or off-line. Call once, synchronously. */
export function onNetworkChange(changed: () => void): void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
}

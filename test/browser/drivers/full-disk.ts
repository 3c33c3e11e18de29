// Both run in a page of the extension.

/**
 * Puts so much into a database of its own that a few thousand bytes more find no room. Browsers let a database have a
 * little more than its file takes, so another one may still write for a while.
 */
export async function fillDatabase(): Promise<void> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  // Random, for what repeats itself is stored in less.
  const bytes = new Uint8Array(1 << 20);
  for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  let size = bytes.length;
  for (let round = 0; size >= 4096; round++) {
    if (round === 300) throw new Error('there is no end to the room');
    // Each time anew: in Firefox a connection of which a write found no room waits with the next until there is some.
    const opening = indexedDB.open('filler', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('filling', { autoIncrement: true });
    const database = await settled(opening);
    const adding = database.transaction('filling', 'readwrite');
    adding.objectStore('filling').add(bytes.subarray(0, size).slice());
    const found = await new Promise<boolean>((resolve) => {
      adding.oncomplete = () => resolve(true);
      adding.onabort = () => resolve(false);
    });
    database.close();
    if (!found) size /= 2;
  }
}

export const emptyDatabase = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase('filler');
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => reject(deleting.error);
  });

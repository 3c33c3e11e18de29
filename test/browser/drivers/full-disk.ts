// Both run in a page of the extension.

/** Puts so much into a database of its own that not even a few bytes more find room. Answers with the bytes put in. */
export const fillDatabase = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('filler', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('filling', { autoIncrement: true });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const put = (size: number, sum: number): void => {
        if (size < 64) {
          database.close();
          resolve(sum);
          return;
        }
        const adding = database.transaction('filling', 'readwrite');
        // Random, for what repeats itself is stored in less.
        const bytes = new Uint8Array(size);
        for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
        adding.objectStore('filling').add(bytes);
        adding.oncomplete = () => put(size, sum + size);
        adding.onabort = () => put(size / 2, sum);
      };
      put(1 << 20, 0);
    };
  });

export const emptyDatabase = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase('filler');
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => reject(deleting.error);
  });

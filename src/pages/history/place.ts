import { signal } from '@preact/signals';
import { PAGES } from '../../ui/page/pages.js';

/** What the history page shows: what was recorded, a log that was opened, or a text that was pasted. */
export type Place = 'list' | 'log' | 'paste';

/** In the address of the page: `?log`, `?paste`. */
const LOG = 'log';
const PASTE = 'paste';

export function placeOf(search: string): Place {
  const asked = new URLSearchParams(search);
  return asked.has(LOG) ? LOG : asked.has(PASTE) ? PASTE : 'list';
}

export const place = signal<Place>('list');

/** An export of Missent that was dropped on the page and waits for the list to take it in. */
export const dropped = signal<File | undefined>(undefined);

/** Follows the address, which the ways back and forward of the browser change. Returns what ends it. */
export function followAddress(): () => void {
  const follow = (): void => {
    place.value = placeOf(location.search);
  };
  follow();
  window.addEventListener('popstate', follow);
  return () => window.removeEventListener('popstate', follow);
}

/** Without loading the page anew: a log that was read lives only as long as the page. */
function go(search: string): void {
  if (search === location.search) return;
  history.pushState(null, '', `${PAGES.history}${search}`);
  place.value = placeOf(search);
}

export const goToLog = (): void => go(`?${LOG}`);

export const goToPaste = (): void => go(`?${PASTE}`);

/** `search`: the address part that carries the list's query. */
export const goToList = (search: string): void => go(search);

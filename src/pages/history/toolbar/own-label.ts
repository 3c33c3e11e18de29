import { labelOf } from '../../../model/source.js';

/** In the page's localStorage: a name to be written into files, and nothing that was seen. */
const KEY = 'missent.label';

/** The label that was chosen for the last export; empty: none. */
export function lastLabel(): string {
  try {
    return labelOf(localStorage.getItem(KEY) ?? '');
  } catch {
    return '';
  }
}

export function rememberLabel(label: string): void {
  try {
    if (label === '') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, label);
  } catch {
    // Storage is full or switched off: it is asked for again.
  }
}

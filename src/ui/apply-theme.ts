import type { Theme } from '../model/settings.js';
import { onTheme, readTheme } from '../platform/theme.js';

const wear = (theme: Theme): void => {
  document.documentElement.dataset.theme = theme;
};

/** Dresses the page in the user's theme, now and whenever they choose another. Call once; draw when it has settled. */
export async function applyTheme(): Promise<void> {
  onTheme(wear);
  wear(await readTheme());
}

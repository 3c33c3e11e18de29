// The theme that the user chose, for pages that need no other choice (choices.ts).
import { CHOICES_KEY, DEFAULT_CHOICES, THEMES, type Theme } from '../model/settings.js';
import { browser } from './browser.js';

const themeIn = (record: unknown): Theme => {
  const chosen: unknown =
    typeof record === 'object' && record !== null && 'theme' in record ? record.theme : undefined;
  return THEMES.find((theme) => theme === chosen) ?? DEFAULT_CHOICES.theme;
};

/** The default where the browser cannot read it. */
export const readTheme = (): Promise<Theme> =>
  browser.storage.local.get(CHOICES_KEY).then(
    (stored) => themeIn(stored[CHOICES_KEY]),
    () => DEFAULT_CHOICES.theme,
  );

/** Calls back when the choices changed, in any page, as long as this page is there. */
export function onTheme(listener: (theme: Theme) => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    const change = changes[CHOICES_KEY];
    if (change) listener(themeIn(change.newValue));
  });
}

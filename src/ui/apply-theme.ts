import { effect } from '@preact/signals';
import { THEMES, type Theme } from '../model/settings.js';
import { onChoices, readChoices } from '../platform/choices.js';
import { remembered } from './remember.js';

// The settings come a moment after the page: until then it wears the theme it wore last, so that nothing flashes.
const { choice, choose } = remembered<Theme>('theme', THEMES, 'system');

/** Dresses the page in the user's theme, at once and whenever they choose another. Call once, before drawing. */
export function applyTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = choice.value;
  });
  onChoices(({ theme }) => choose(theme));
  readChoices().then(
    ({ theme }) => choose(theme),
    // Not readable: the page stays as it was last.
    () => undefined,
  );
}

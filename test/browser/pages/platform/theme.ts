import type { Theme } from '../../../../src/model/settings.js';
import { onChoices, stored } from './choices.js';

export const readTheme = (): Promise<Theme> => Promise.resolve(stored().theme);

export function onTheme(listener: (theme: Theme) => void): void {
  onChoices(({ theme }) => listener(theme));
}

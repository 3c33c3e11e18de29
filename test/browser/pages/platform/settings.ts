import {
  type Choices,
  DEFAULT_CHOICES,
  DEFAULT_SETTINGS,
  type Settings,
} from '../../../../src/model/settings.js';

/** The theme of the scene's browser decides; nothing is ever stored. */
export const readSettings = (): Promise<Settings> => Promise.resolve(DEFAULT_SETTINGS);

export const readChoices = (): Promise<Choices> => Promise.resolve(DEFAULT_CHOICES);

export const onSettings = (): (() => void) => () => {};

// Of pages that are built beside the popup and not opened.
export { onInForce, readInForce, resetChoices, writeChoices } from '../../pages-more/platform/settings.js';

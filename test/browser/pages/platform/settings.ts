import { DEFAULT_SETTINGS, type Settings } from '../../../../src/model/settings.js';

export const readSettings = (): Promise<Settings> => Promise.resolve(DEFAULT_SETTINGS);

export const onSettings = (): (() => void) => () => {};

// Of pages that are built beside the popup and not opened.
export { onInForce, readInForce, writeChoices } from '../../pages-more/platform/settings.js';

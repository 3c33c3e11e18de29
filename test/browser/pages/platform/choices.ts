import { type Choices, DEFAULT_CHOICES } from '../../../../src/model/settings.js';

/** The theme of the scene's browser decides; nothing is ever stored. */
export const readChoices = (): Promise<Choices> => Promise.resolve(DEFAULT_CHOICES);

export const onChoices = (): (() => void) => () => {};

// Of pages that are built beside the popup and not opened.
export { changeChoices, resetChoices } from '../../pages-more/platform/choices.js';

import { remembered } from '../../ui/remember.js';

/** Whether the log outlives the page it was made of. */
export const keepLog = remembered('panel.keep', ['yes', 'no'], 'no');

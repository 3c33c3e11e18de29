/** Nothing is asked before the stage's scripts are there: the scene answers at once. */
export { send as sendOrEarlier } from './send.js';

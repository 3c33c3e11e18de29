export { target } from '../../pages/platform/target.js';

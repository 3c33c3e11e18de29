import { browser } from '../platform/browser.js';

console.log(browser.runtime.id);

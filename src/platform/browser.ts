// The one place that names the polyfill; it gives Chrome the promise-based `browser.*` of Firefox.
import browser from 'webextension-polyfill';

export { browser };

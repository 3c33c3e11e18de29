import { browser } from './browser.js';

/** Version of this extension, e.g. `1.0.0`. */
export const extensionVersion = (): string => browser.runtime.getManifest().version;

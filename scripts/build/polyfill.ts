import type { Plugin } from 'vite';

/**
 * webextension-polyfill as a module. Bundled as the CommonJS that it is, each of the browser's APIs is looked at, and so
 * made, as soon as it is imported: 2 ms of a popup (Chromium 156). Without `exports` it leaves `browser` in the global
 * scope (its own documentation).
 */
export const polyfillAsModule: Plugin = {
  name: 'missent:polyfill-as-module',
  enforce: 'pre',
  transform(code, id) {
    return id.endsWith('/webextension-polyfill/dist/browser-polyfill.js')
      ? { code: `${code}\nexport default globalThis.browser;`, map: null }
      : undefined;
  },
};

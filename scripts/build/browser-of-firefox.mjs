// Stands in for webextension-polyfill in the build for Firefox.
export default globalThis.browser;

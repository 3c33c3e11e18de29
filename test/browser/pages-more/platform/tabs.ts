export { activeTabId, openUrl, ownTabId, reload } from '../../pages/platform/tabs.js';

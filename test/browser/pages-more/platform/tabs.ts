export { activeTabId, openUrl, reload } from '../../pages/platform/tabs.js';

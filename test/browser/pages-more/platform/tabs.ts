export { activeTabId, openUrl } from '../../pages/platform/tabs.js';

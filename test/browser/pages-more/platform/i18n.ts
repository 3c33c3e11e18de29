export { getMessage, uiLanguage } from '../../pages/platform/i18n.js';

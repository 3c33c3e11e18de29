export { getMessage, loadWords, uiLanguage } from '../../pages/platform/i18n.js';

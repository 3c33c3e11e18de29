import { browser } from './browser.js';

/** The message in the browser's language, `$1` ... filled in; empty where the name is unknown. */
export const getMessage = (key: string, args: readonly string[] = []): string =>
  browser.i18n.getMessage(key, [...args]);

/** BCP 47 tag of the browser's language, e.g. `pt-BR`. */
export const uiLanguage = (): string => browser.i18n.getUILanguage();

import { formatNumber, t } from '../../ui/i18n.js';

/** In millions of bytes, as file managers show them. */
export const megabytes = (bytes: number): string =>
  t('log_megabytes', formatNumber(Math.round(bytes / 1e5) / 10));

/** In whole milliseconds. */
export const milliseconds = (ms: number): string => formatNumber(Math.round(ms));

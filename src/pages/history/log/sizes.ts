import { formatNumber, t } from '../../../i18n/i18n.js';

/** In millions of bytes, as file managers show them; to two places where it is little. */
export const megabytes = (bytes: number): string => {
  const places = bytes < 1e6 ? 1e2 : 10;
  return t('log_megabytes', formatNumber(Math.ceil((bytes / 1e6) * places) / places));
};

/** In whole milliseconds. */
export const milliseconds = (ms: number): string => formatNumber(Math.round(ms));

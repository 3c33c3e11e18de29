import type { SuspicionRule } from '../rule.js';

const REASON =
  'The client software did not provide a hostname using Server Name Indication (SNI), which is required to access this server.';

/**
 * SSLStrictSNIVHostCheck, on a connection without SNI. Browsers leave it out for an IP address only, so for a name a gateway
 * in front did.
 */
export const rule: SuspicionRule = {
  id: 'apache-strict-sni',
  writer: 'Apache httpd',
  kind: 'server',
  meaning: 'no-sni',
  most: 'likely',
  statuses: [403],
  // What stands in front may put its own Server field over Apache's; the type is Apache's own spelling.
  named: ({ header }) => header('content-type') === 'text/html; charset=iso-8859-1',
  says: ({ title, text }) =>
    title === '403 Forbidden' &&
    new RegExp(
      `^Forbidden You don't have permission to access [^<]{1,300}?\\.\\s?Reason: ${REASON.replace(/[().]/g, '\\$&')}`,
    ).test(text)
      ? REASON
      : undefined,
  source: 'measured: Apache 2.4.71, SSLStrictSNIVHostCheck on; modules/ssl/ssl_engine_kernel.c',
};

import type { SuspicionRule } from '../rule.js';

const MESSAGES = ['Invalid SNI', 'Host does not match SNI', 'SNI required'];

/**
 * SecureRequestCustomizer compares Host with the certificate that the SNI chose: "Host does not match SNI" and "SNI required"
 * in 9.4, "Invalid SNI" since 10, where it is on by default. Browsers send SNI = Host, so a gateway in front sent another
 * one, or the certificate does not cover the host.
 */
export const rule: SuspicionRule = {
  id: 'jetty-sni',
  writer: 'Jetty',
  kind: 'server',
  meaning: 'sni-unlike-host',
  most: 'likely',
  statuses: [400],
  named: ({ header }) =>
    /^text\/html;/i.test(header('content-type') ?? '') &&
    (/^Jetty\(/.test(header('server') ?? '') ||
      // Of Jetty's error pages; what stands in front leaves it.
      header('cache-control') === 'must-revalidate,no-cache,no-store'),
  says: ({ title, text }) =>
    MESSAGES.find(
      (message) => title === `Error 400 ${message}` && text.startsWith(`HTTP ERROR 400 ${message} URI:`),
    ),
  source: 'measured: Jetty 9.4.57; Jetty 10 and 12, SecureRequestCustomizer.java',
};

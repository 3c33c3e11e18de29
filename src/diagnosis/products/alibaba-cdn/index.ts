import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { configHost } from '../config-host.js';
import { byHeader, sign } from '../signals.js';

/** Alibaba Cloud CDN. Passes the origin's 421 on, and marks it in a field of its own. */
export const product: Product = {
  id: 'alibaba-cdn',
  order: 50,
  name: 'Alibaba Cloud CDN',
  kind: 'cdn',
  gateway: (facts) => {
    const status = facts.header('x-alicdn-da-ups-status');
    if (status !== undefined) return sign('certain', byHeader('X-Alicdn-Da-Ups-Status', status));
    const id = facts.header('eagleid');
    return id === undefined ? undefined : sign('likely', byHeader('EagleId', id));
  },
  condition: text('product_never_by_itself'),
  implications: [],
  fixes: [
    {
      id: 'alibaba-origin-sni',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_alibaba_origin_sni'),
      target: {
        file: 'BatchSetCdnDomainConfig',
        block: 'Functions',
        change: 'replace',
        replaces: ['https_origin_sni'],
      },
      lines: (host) =>
        JSON.stringify(
          [
            {
              functionName: 'https_origin_sni',
              functionArgs: [
                { argName: 'enabled', argValue: 'on' },
                { argName: 'https_origin_sni', argValue: configHost(host) },
              ],
            },
          ],
          null,
          2,
        ),
      standing: 'documented',
      source: 'alibabacloud.com/help/en/cdn, BatchSetCdnDomainConfig, function https_origin_sni',
    },
  ],
  variants: [],
};

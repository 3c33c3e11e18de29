import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { byHeader, serverLike, shows421, sign } from '../signals.js';

/** OpenLiteSpeed's table of reason phrases; shown over HTTP/1.1 only. */
const PHRASE = /^HTTP\/1\.1 421 Bad Mapping\b/;

/** LiteSpeed. Compares no names: a 421 under its name was said by the application or a server behind it. */
export const product: Product = {
  id: 'litespeed',
  order: 200,
  name: 'LiteSpeed',
  kind: 'server',
  gateway: (facts) => {
    const { statusLine } = facts.occurrence.exchange.response;
    if (shows421(facts) && PHRASE.test(statusLine)) {
      return sign('certain', text('product_by_status_line', statusLine.slice(0, 40)));
    }
    const server = serverLike(facts, /^LiteSpeed\b/i);
    return server === undefined ? undefined : sign('certain', byHeader('Server', server));
  },
  marks: { server: /^LiteSpeed\b/i },
  condition: text('product_never_by_itself'),
  implications: [],
  fixes: [],
  variants: [],
};

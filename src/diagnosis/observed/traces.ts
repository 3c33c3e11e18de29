import { type Text, text } from '../../model/text.js';
import type { Facts } from '../types.js';
import { surfaced } from './page.js';
import { knownGateway, nameOf } from './route.js';

/**
 * An empty 421 by way of a gateway that would have given its own a page, or has none of its own: a server behind it
 * refused. One with a Content-Type is an application's (see refusal.ts). The sentence with the gateway's name.
 */
export function emptyBehindGateway(facts: Facts): false | Text {
  const gateway = surfaced(facts) ? knownGateway(facts) : undefined;
  const empty = facts.body === '' || (facts.body === undefined && facts.header('content-length') === '0');
  return gateway && empty && facts.header('content-type') === undefined
    ? text('evidence_empty_behind_gateway', nameOf(gateway))
    : false;
}

import { authorityOf } from '../model/authority.js';
import type { Exchange } from '../model/exchange.js';
import { headerValue } from '../model/header.js';
import type { SeenResponse } from './rule.js';

/** A recorded exchange's response, as the rules look at it. */
export const seenIn = ({ request, response }: Exchange): SeenResponse => ({
  status: response.status,
  statusLine: response.statusLine,
  host: authorityOf(request.url)?.host ?? '',
  header: (name) => headerValue(response.headers, name),
});

import { hasTrailingDot, isIpLiteral } from '../../model/authority.js';
import type { RawFacts } from '../types.js';
import { refusedOn } from './attempts.js';
import { loggedRefusal, pastedResponse } from './pasted.js';
import { provenOpener } from './retry.js';

/**
 * Something other than the response itself speaks of the connection: the URL's own shape, a check, a log of the browser's
 * network stack, the output of another program, or a line of the
 * server's log. A response alone can be forged by whoever writes the page.
 */
export const knownBeyondPage = (facts: RawFacts): boolean =>
  isIpLiteral(facts.authority.host) ||
  hasTrailingDot(facts.authority.host) ||
  refusedOn(facts) !== undefined ||
  provenOpener(facts) !== undefined ||
  pastedResponse(facts) !== undefined ||
  loggedRefusal(facts) !== undefined;

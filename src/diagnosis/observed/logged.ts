import { isIpLiteral, withoutTrailingDot } from '../../model/authority.js';
import { type Text, text } from '../../model/text.js';
import type { Facts } from '../types.js';
import { answeredAgain } from './checks.js';
import { alternates } from './history.js';
import { plainlyNamed, privateRoot, proxied } from './network.js';
import { recovered } from './page.js';
import { loggedRefusal, loggedUpstream, loggedWithSni } from './pasted.js';
import { pastedName } from './pasted-name.js';
import { sharingImpossible, sharingOpen } from './retry.js';
import { siteGateway } from './route.js';

/** The log of whom says that an upstream gave the 421. */
export const passedOn = (facts: Facts): false | Text => {
  const line = loggedUpstream(facts);
  return line !== undefined && text('evidence_logged_passed_on', pastedName(line.program));
};

/**
 * The name in SNI that a server's log gives for a refused request, where it is not the request's host.
 * `none`: no name was sent. `shared`: the browser may have used another host's connection, which carries that name.
 * `pooled`: the name of another site, or the refusals come and go, as with a gateway's kept connections.
 * `fixed`: any other name.
 */
export type LoggedName =
  | { readonly kind: 'none' }
  | { readonly kind: 'shared' | 'pooled' | 'fixed'; readonly name: string };

export function loggedName(facts: Facts): LoggedName | undefined {
  const line = loggedWithSni(facts);
  if (line?.sni === undefined) return undefined;
  if (line.sni === null) return isIpLiteral(facts.authority.host) ? undefined : { kind: 'none' };
  const name = line.sni;
  if (withoutTrailingDot(name) === withoutTrailingDot(facts.authority.host)) return undefined;
  if (siteGateway(facts) === undefined && sharingImpossible(facts) === undefined)
    return { kind: 'shared', name };
  const comesAndGoes = recovered(facts) || alternates(facts) || answeredAgain(facts);
  const known = facts.neighbours.some(({ host }) => host === name);
  return { kind: known || comesAndGoes ? 'pooled' : 'fixed', name };
}

/** The log line names this host, so it speaks of requests for it. */
export const namesThisHost = (facts: Facts): boolean => loggedRefusal(facts)?.host !== undefined;

/**
 * Whatever connection the browser used, the host's name stood in its SNI, or a gateway ended that connection: another
 * name at the server came from something in between. Nothing on the user's side is known to be that something.
 */
export const browserNamesHost = (facts: Facts): boolean =>
  plainlyNamed(facts) &&
  !proxied(facts) &&
  !privateRoot(facts) &&
  (siteGateway(facts) !== undefined || !sharingOpen(facts));

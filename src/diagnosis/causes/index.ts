import type { Cause } from '../types.js';
import { alternativeService } from './alternative-service.js';
import { application } from './application.js';
import { balancerInconsistent } from './balancer-inconsistent.js';
import { certificateMismatch } from './certificate-mismatch.js';
import { clientMiddlebox } from './client-middlebox.js';
import { coalescedConnection } from './coalesced-connection.js';
import { edgePolicy } from './edge-policy.js';
import { hostNotServed } from './host-not-served.js';
import { ipLiteral } from './ip-literal.js';
import { originPool } from './origin-pool.js';
import { originSni } from './origin-sni.js';
import { portInHostCheck } from './port-in-host-check.js';
import { sniHostCheck } from './sni-host-check.js';
import { staleAddress } from './stale-address.js';
import { staleResponse } from './stale-response.js';
import { tlsPolicy } from './tls-policy.js';
import { trailingDot } from './trailing-dot.js';
import { unknownCause } from './unknown.js';

export { unknownCause };

/**
 * Every cause that has rules. The order breaks ties, and stands among those that are decided: whether the answer
 * is alive at all, then the URL's shape, then what the server says, then what only a pattern or a guess shows.
 */
export const CAUSES: readonly Cause[] = [
  staleResponse,
  trailingDot,
  ipLiteral,
  application,
  edgePolicy,
  certificateMismatch,
  originSni,
  originPool,
  portInHostCheck,
  sniHostCheck,
  hostNotServed,
  tlsPolicy,
  balancerInconsistent,
  coalescedConnection,
  staleAddress,
  alternativeService,
  clientMiddlebox,
];

import type { Cause } from '../types.js';
import { alternativeService } from './alternative-service/index.js';
import { application } from './application/index.js';
import { balancerInconsistent } from './balancer-inconsistent/index.js';
import { certificateMismatch } from './certificate-mismatch/index.js';
import { clientMiddlebox } from './client-middlebox/index.js';
import { coalescedConnection } from './coalesced-connection/index.js';
import { edgePolicy } from './edge-policy/index.js';
import { hostNotServed } from './host-not-served/index.js';
import { ipLiteral } from './ip-literal/index.js';
import { originPool } from './origin-pool/index.js';
import { originSni } from './origin-sni/index.js';
import { portInHostCheck } from './port-in-host-check/index.js';
import { sniHostCheck } from './sni-host-check/index.js';
import { staleAddress } from './stale-address/index.js';
import { staleResponse } from './stale-response/index.js';
import { tlsPolicy } from './tls-policy/index.js';
import { trailingDot } from './trailing-dot/index.js';
import { unknownCause } from './unknown/index.js';

export { unknownCause };

/**
 * Every cause that has rules. The order breaks ties, and stands among those that are decided: whether the response
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

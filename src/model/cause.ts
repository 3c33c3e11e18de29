/** What went wrong. Ids are stable: tests, reports and links rely on them. */
export const CAUSE_IDS = [
  'coalesced-connection',
  'certificate-mismatch',
  'host-not-served',
  'balancer-inconsistent',
  'origin-sni',
  'origin-pool',
  'sni-host-check',
  'port-in-host-check',
  'tls-policy',
  'ip-literal',
  'trailing-dot',
  'edge-policy',
  'client-middlebox',
  'alternative-service',
  'stale-address',
  'stale-response',
  'application',
  'unknown',
] as const;
export type CauseId = (typeof CAUSE_IDS)[number];

/** Where on the route it broke. */
export const HOPS = [
  'browser',
  'network',
  'edge',
  'edge-origin',
  'origin',
  'application',
  'unknown',
] as const;
export type Hop = (typeof HOPS)[number];

/** Who can fix it. */
export type FixedBy = 'visitor' | 'operator' | 'developer' | 'network-admin' | 'nobody-known';

/** How sure a finding is. `certain` only on deciding evidence. */
export const CONFIDENCES = ['possible', 'likely', 'certain'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

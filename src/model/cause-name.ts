import type { CauseId, Confidence } from './cause.js';
import type { MessageKey } from './text.js';

const NAMES: Readonly<Record<CauseId, MessageKey>> = {
  'coalesced-connection': 'cause_coalesced_connection_name',
  'certificate-mismatch': 'cause_certificate_mismatch_name',
  'host-not-served': 'cause_host_not_served_name',
  'balancer-inconsistent': 'cause_balancer_inconsistent_name',
  'origin-sni': 'cause_origin_sni_name',
  'origin-pool': 'cause_origin_pool_name',
  'sni-host-check': 'cause_sni_host_check_name',
  'port-in-host-check': 'cause_port_in_host_check_name',
  'tls-policy': 'cause_tls_policy_name',
  'ip-literal': 'cause_ip_literal_name',
  'trailing-dot': 'cause_trailing_dot_name',
  'edge-policy': 'cause_edge_policy_name',
  'client-middlebox': 'cause_client_middlebox_name',
  'alternative-service': 'cause_alternative_service_name',
  'stale-address': 'cause_stale_address_name',
  'stale-response': 'cause_stale_response_name',
  application: 'cause_application_name',
  unknown: 'cause_unknown_name',
};

/** A few words for a cause, for headings and lists; the verdict says it as a sentence. */
export const causeName = (cause: CauseId): MessageKey => NAMES[cause];

/** How sure a finding is, in a word. `unknown` is none of which one could be sure. */
export const confidenceName = ({
  cause,
  confidence,
}: {
  readonly cause: CauseId;
  readonly confidence: Confidence;
}): MessageKey => (cause === 'unknown' ? 'ui_confidence_none' : `ui_confidence_${confidence}`);

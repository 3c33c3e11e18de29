import type { CauseId } from '../model/cause.js';
import type { MessageKey } from '../model/text.js';

const NAMES: Readonly<Record<CauseId, MessageKey>> = {
  'coalesced-connection': 'ui_cause_coalesced_connection',
  'certificate-mismatch': 'ui_cause_certificate_mismatch',
  'host-not-served': 'ui_cause_host_not_served',
  'balancer-inconsistent': 'ui_cause_balancer_inconsistent',
  'origin-sni': 'ui_cause_origin_sni',
  'origin-pool': 'ui_cause_origin_pool',
  'sni-host-check': 'ui_cause_sni_host_check',
  'port-in-host-check': 'ui_cause_port_in_host_check',
  'tls-policy': 'ui_cause_tls_policy',
  'ip-literal': 'ui_cause_ip_literal',
  'trailing-dot': 'ui_cause_trailing_dot',
  'edge-policy': 'ui_cause_edge_policy',
  'client-middlebox': 'ui_cause_client_middlebox',
  'alternative-service': 'ui_cause_alternative_service',
  'stale-address': 'ui_cause_stale_address',
  'stale-response': 'ui_cause_stale_response',
  application: 'ui_cause_application',
  unknown: 'ui_cause_unknown',
};

/** A few words for a cause, for headings and lists; the verdict says it as a sentence. */
export const causeName = (cause: CauseId): MessageKey => NAMES[cause];

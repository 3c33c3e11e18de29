import { isIpLiteral } from '../../../model/authority.js';
import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { configHost } from '../config-host.js';
import { bodyIsExactly, bySentence, misdirectedType, pathOf, sign } from '../signals.js';

const SENTENCE = 'Misdirected Request';
const FILTER =
  'Keycloak 26.8, quarkus/runtime/src/main/java/org/keycloak/quarkus/runtime/services/MisdirectedFilter.java';

/** Paths of Keycloak's own, below the base path that old versions have. */
const KEYCLOAK_PATH = /^\/(?:auth\/)?(?:realms|admin|resources)(?:\/|$)/;

/**
 * Keycloak from 26.8. Without `proxy-headers` it refuses an SNI that is neither the Host nor its configured host name;
 * a connection without SNI passes, and so does plain http. Hono writes the same bytes for a text, so the path must be one
 * of Keycloak's; Koa, Express and Starlette write `utf-8` in small letters.
 */
export const product: Product = {
  id: 'keycloak',
  order: 320,
  name: 'Keycloak',
  kind: 'framework',
  responder: (facts) =>
    facts.authority.scheme === 'https' &&
    bodyIsExactly(facts, SENTENCE) &&
    misdirectedType(facts) === 'text/plain; charset=UTF-8' &&
    facts.header('etag') === undefined
      ? sign(KEYCLOAK_PATH.test(pathOf(facts)) ? 'likely' : 'possible', bySentence(SENTENCE))
      : undefined,
  condition: text('product_keycloak_condition'),
  implications: [
    {
      cause: 'origin-sni',
      weight: 3,
      text: text('product_keycloak_implies_origin_sni'),
      source: `${FILTER}; keycloak/keycloak#50607`,
      when: ({ authority }) => !isIpLiteral(authority.host),
    },
    {
      cause: 'sni-host-check',
      weight: 1,
      text: text('product_keycloak_implies_sni_host_check'),
      source: `${FILTER}; keycloak/keycloak#50602`,
    },
    {
      cause: 'application',
      weight: -1,
      text: text('product_keycloak_implies_sni_host_check'),
      source: FILTER,
    },
  ],
  fixes: [
    {
      id: 'keycloak-proxy-headers',
      causes: ['origin-sni', 'sni-host-check'],
      role: 'responder',
      title: text('fix_keycloak_proxy_headers'),
      detail: text('fix_keycloak_proxy_headers_detail'),
      target: {
        file: 'conf/keycloak.conf',
        block: '',
        change: 'replace',
        replaces: ['hostname', 'proxy-headers'],
      },
      lines: (host) => [`hostname=https://${configHost(host)}`, 'proxy-headers=xforwarded'].join('\n'),
      standing: 'documented',
      source: 'keycloak.org/server/reverseproxy; keycloak/keycloak#50607',
    },
  ],
  variants: [],
};

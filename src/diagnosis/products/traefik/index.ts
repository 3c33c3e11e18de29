import { isIpLiteral } from '../../../model/authority.js';
import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { configHost } from '../config-host.js';
import { bodyIsExactly, misdirectedType, sign } from '../signals.js';

/** Names of the machine itself, where small programs listen (RFC 6761 section 6.3). */
const LOCAL = /(?:^|\.)localhost\.?$/;
const CHECK = 'Traefik, pkg/middlewares/snicheck/snicheck.go';

/** Traefik. Says 421 if the TLS options chosen by SNI and those of the router chosen by Host have different names. */
export const product: Product = {
  id: 'traefik',
  order: 100,
  commonGateway: 5,
  name: 'Traefik',
  kind: 'proxy',
  // Go's http.Error writes this, line end and all, for every program in Go, so no more than `possible`; Express with
  // helmet writes the same without the line end and with an ETag. The check runs on TLS connections only.
  responder: (facts) =>
    facts.authority.scheme === 'https' &&
    bodyIsExactly(facts, 'Misdirected Request\n') &&
    misdirectedType(facts) === 'text/plain; charset=utf-8' &&
    facts.header('x-content-type-options') === 'nosniff' &&
    facts.header('etag') === undefined
      ? sign('possible', text('product_by_plain_text', 'Misdirected Request'))
      : undefined,
  condition: text('product_traefik_condition'),
  log: {
    text: text('product_traefik_log'),
    look: 'TLS options difference: SNI',
    pasted: true,
    places: [{ kind: 'container' }, { kind: 'kubernetes' }, { kind: 'journal', unit: 'traefik' }],
  },
  implications: [
    { cause: 'tls-policy', weight: 3, text: text('product_traefik_implies_tls_policy'), source: CHECK },
    {
      cause: 'tls-policy',
      weight: 1,
      text: text('product_traefik_implies_versions'),
      source: 'traefik/traefik#13303, #13326',
      when: (facts) =>
        facts.gateways.length === 0 &&
        !isIpLiteral(facts.authority.host) &&
        !LOCAL.test(facts.authority.host),
    },
    {
      cause: 'sni-host-check',
      weight: 1,
      text: text('product_traefik_implies_sni_host_check'),
      source: 'Go, net/http, Error and StatusText',
    },
    {
      cause: 'client-middlebox',
      weight: 1,
      text: text('product_traefik_implies_middlebox'),
      source: CHECK,
      when: ({ gateways }) => gateways.length === 0,
    },
  ],
  fixes: [
    {
      id: 'traefik-one-option',
      causes: ['tls-policy', 'coalesced-connection', 'client-middlebox'],
      role: 'responder',
      title: text('fix_traefik_one_option'),
      detail: text('fix_traefik_one_option_detail'),
      target: {
        file: 'traefik.yml',
        block: 'entryPoints > websecure',
        change: 'replace',
        replaces: ['http > tls > options'],
      },
      lines: () =>
        [
          'entryPoints:',
          '  websecure:',
          '    http:',
          '      tls:',
          '        options: default-opts@file',
        ].join('\n'),
      standing: 'documented',
      source: 'doc.traefik.io/traefik/routing/entrypoints/#tls; traefik/traefik#13303, #13326, #7277',
    },
    {
      id: 'traefik-exact-host',
      causes: ['tls-policy'],
      role: 'responder',
      title: text('fix_traefik_exact_host'),
      target: { file: 'dynamic.yml', block: 'http > routers', change: 'replace', replaces: ['rule'] },
      lines: (host) => `rule: Host(\`${configHost(host)}\`)`,
      standing: 'documented',
      source: 'traefik/traefik#13326, #12349',
    },
    {
      id: 'traefik-server-name',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_send_sni', 'Traefik'),
      place: text('fix_place_traefik_dynamic'),
      target: { file: 'dynamic.yml', block: 'http > serversTransports', change: 'add' },
      lines: (host) =>
        ['http:', '  serversTransports:', '    origin:', `      serverName: ${configHost(host)}`].join('\n'),
      standing: 'documented',
      source: 'doc.traefik.io/traefik/routing/services/#servername',
    },
  ],
  variants: [],
};

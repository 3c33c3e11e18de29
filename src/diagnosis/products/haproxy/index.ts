import { text } from '../../../model/text.js';
import type { Product, RawFacts } from '../../types.js';
import { configHost } from '../config-host.js';
import { bySentence, misdirectedBody, misdirectedType, shows421, sign } from '../signals.js';

const SENTENCE = 'Request sent to a non-authoritative server.';
const DENY_RULE = 'docs.haproxy.org, http-request deny; measured: HAProxy 2.6.12';

/** All that HAProxy writes for `http-request return`, in lower case; a connection's own fields and Firefox's do not count. */
const BARE_FIELDS: ReadonlySet<string> = new Set(['content-length', 'content-type']);
const NOT_ITS_OWN = /^(?:connection|keep-alive|x-firefox-spdy)$/i;

/**
 * A text of a rule, `http-request return status 421`: two fields, and not even the Date that all other servers and nearly
 * all programs write (measured: HAProxy 2.6.12 against 60 programs). Programs behind it that write no Date look the same.
 */
const returnedText = (facts: RawFacts): boolean => {
  const names = facts.occurrence.exchange.response.headers
    .map(({ name }) => name)
    .filter((name) => !NOT_ITS_OWN.test(name));
  return (
    shows421(facts) &&
    names.length === BARE_FIELDS.size &&
    names.every((name) => BARE_FIELDS.has(name)) &&
    facts.header('content-length') !== '0' &&
    !/charset/i.test(misdirectedType(facts) ?? '')
  );
};

/** HAProxy. Says 421 only by a rule that someone wrote. As a gateway it adds nothing by itself and does not show. */
export const product: Product = {
  id: 'haproxy',
  order: 80,
  commonGateway: 2,
  name: 'HAProxy',
  kind: 'balancer',
  responder: (facts) => {
    if (misdirectedBody(facts)?.includes(SENTENCE)) return sign('certain', bySentence(SENTENCE));
    // Its built-in page by size and fields, where the body could not be had (measured: HAProxy 2.6.12).
    return shows421(facts) &&
      facts.body === undefined &&
      facts.header('content-length') === '104' &&
      facts.header('cache-control') === 'no-cache' &&
      misdirectedType(facts) === 'text/html' &&
      facts.header('server') === undefined
      ? sign('likely', text('product_by_shape'))
      : returnedText(facts)
        ? sign('possible', text('product_by_bare_fields'))
        : undefined;
  },
  // Its own pages have no Server field.
  marks: { server: /^$/ },
  condition: text('product_haproxy_condition'),
  log: {
    text: text('product_haproxy_log'),
    look: ' 421 ',
    pasted: true,
    places: [
      { kind: 'files', paths: ['/var/log/haproxy.log'] },
      { kind: 'journal', unit: 'haproxy' },
      { kind: 'container' },
    ],
  },
  implications: [
    {
      cause: 'port-in-host-check',
      weight: 3,
      text: text('product_haproxy_implies_port_in_host_check'),
      source: DENY_RULE,
      when: ({ authority }) => authority.scheme === 'https' && authority.port !== 443,
    },
    {
      cause: 'sni-host-check',
      weight: 3,
      text: text('product_haproxy_implies_sni_host_check'),
      source: DENY_RULE,
      when: ({ authority }) => authority.scheme === 'https' && authority.port === 443,
    },
    {
      cause: 'sni-host-check',
      weight: 1,
      text: text('product_haproxy_implies_sni_host_check'),
      source: DENY_RULE,
      when: ({ authority }) => authority.scheme === 'https' && authority.port !== 443,
    },
    {
      cause: 'host-not-served',
      weight: 2,
      text: text('product_haproxy_implies_host_not_served'),
      source: DENY_RULE,
    },
  ],
  fixes: [
    {
      id: 'haproxy-server-sni',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_haproxy_server_sni'),
      detail: text('fix_haproxy_server_sni_detail'),
      place: text('fix_place_haproxy_backend'),
      lines: (host) =>
        [
          `# ${configHost(host)}`,
          'server origin 192.0.2.10:443 ssl verify required ca-file ca.pem sni req.hdr(host),field(1,:)',
        ].join('\n'),
      standing: 'tested',
      source: 'docs.haproxy.org, server option sni; haproxy/haproxy#3081',
    },
    {
      id: 'haproxy-foreign-upstream',
      causes: ['origin-sni'],
      role: 'gateway',
      foreignUpstream: true,
      title: text('fix_foreign_upstream'),
      detail: text('fix_foreign_upstream_detail'),
      place: text('fix_place_haproxy_backend'),
      lines: () =>
        [
          'http-request set-header Host upstream.example.com',
          'server upstream upstream.example.com:443 ssl verify required ca-file ca.pem sni str(upstream.example.com)',
        ].join('\n'),
      standing: 'tested',
      source: 'docs.haproxy.org, server option sni',
    },
    {
      id: 'haproxy-host-without-port',
      causes: ['port-in-host-check'],
      role: 'responder',
      title: text('fix_haproxy_host_without_port'),
      place: text('fix_place_haproxy_frontend'),
      lines: () =>
        [
          'http-request set-var(txn.host) req.hdr(host),host_only',
          'http-request deny deny_status 421 unless { ssl_fc_sni,strcmp(txn.host) eq 0 }',
        ].join('\n'),
      standing: 'tested',
      source: 'docs.haproxy.org, converter host_only',
    },
  ],
  variants: [],
};

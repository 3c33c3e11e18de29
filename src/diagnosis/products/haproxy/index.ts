import { text } from '../../../model/text.js';
import { plainlyNamed } from '../../observed/network.js';
import type { Product, RawFacts } from '../../types.js';
import { configHost } from '../config-host.js';
import { NEL, REPORT_TO, REPORTING_SOURCE } from '../reporting-fields.js';
import { bySentence, misdirectedBody, misdirectedType, shows421, sign } from '../signals.js';

/** Where its packages have it. */
const FILES = '/etc/haproxy/haproxy.cfg';

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
  comparesSniWithHost: true,
  responder: (facts) => {
    if (misdirectedBody(facts)?.includes(SENTENCE)) return sign('certain', bySentence(SENTENCE));
    // Its built-in page by size and fields, where the body could not be had (measured: HAProxy 2.6.12). It has no Server field,
    // but what stands in front may have added one.
    return shows421(facts) &&
      facts.body === undefined &&
      facts.header('content-length') === '104' &&
      facts.header('cache-control') === 'no-cache' &&
      misdirectedType(facts) === 'text/html'
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
    level: {
      target: {
        file: FILES,
        block: 'frontend',
        change: 'replace',
        replaces: ['option httplog', 'option tcplog'],
      },
      lines: () => 'option httplog',
      standing: 'documented',
      source: 'docs.haproxy.org, option httplog',
    },
    places: [
      { kind: 'files', paths: ['/var/log/haproxy.log'] },
      { kind: 'journal', unit: 'haproxy' },
      { kind: 'container' },
    ],
  },
  operation: {
    find: (look) => ({ words: ['grep', '-nE', '--', `^(frontend|backend|listen) |${look}`, FILES] }),
    test: { words: ['haproxy', '-c', '-f', FILES] },
    reload: { words: ['systemctl', 'reload', 'haproxy'] },
  },
  reporting: {
    target: { file: FILES, block: 'frontend', change: 'add' },
    look: 'http-response',
    lines: (host) =>
      [
        'http-request set-var(txn.host) req.hdr(host),field(1,:)',
        `http-response add-header Report-To '${REPORT_TO}' if { var(txn.host) -m str -i ${configHost(host)} }`,
        `http-response set-header NEL '${NEL}' if { var(txn.host) -m str -i ${configHost(host)} }`,
      ].join('\n'),
    standing: 'tested',
    source: `${REPORTING_SOURCE}; docs.haproxy.org, http-response add-header`,
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
      weight: 2,
      text: text('product_haproxy_implies_sni_host_check'),
      source: DENY_RULE,
      when: (facts) => plainlyNamed(facts) && facts.authority.port === 443,
    },
    {
      // Then no SNI is sent, or one with the dot, and such a rule always fails.
      cause: 'sni-host-check',
      weight: 3,
      text: text('product_haproxy_implies_sni_host_check'),
      source: DENY_RULE,
      when: (facts) =>
        facts.authority.scheme === 'https' && !plainlyNamed(facts) && facts.authority.port === 443,
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
      source: `${DENY_RULE}; of 10 public configurations with deny_status 421, 9 compare Host with a list of hosts`,
    },
  ],
  fixes: [
    {
      id: 'haproxy-server-sni',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_send_sni', 'HAProxy'),
      detail: text('fix_haproxy_server_sni_detail'),
      target: { file: FILES, block: 'backend', having: 'server', change: 'replace', replaces: ['server'] },
      look: 'server ',
      lines: () =>
        'server origin ORIGIN_ADDRESS:ORIGIN_PORT ssl verify required ca-file CA_FILE sni req.hdr(host),field(1,:)',
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
      target: {
        file: FILES,
        block: 'backend',
        having: 'server',
        change: 'replace',
        replaces: ['http-request set-header Host', 'server'],
      },
      look: 'server ',
      lines: () =>
        [
          'http-request set-header Host UPSTREAM_NAME',
          'server upstream ORIGIN_ADDRESS:ORIGIN_PORT ssl verify required ca-file CA_FILE sni str(UPSTREAM_NAME)',
        ].join('\n'),
      standing: 'tested',
      source: 'docs.haproxy.org, server option sni',
    },
    {
      id: 'haproxy-host-without-port',
      causes: ['port-in-host-check'],
      role: 'responder',
      title: text('fix_haproxy_host_without_port'),
      target: {
        file: FILES,
        block: 'frontend',
        having: 'http-request deny deny_status 421',
        change: 'replace',
        replaces: ['http-request set-var(txn.host)', 'http-request deny deny_status 421'],
      },
      look: 'ssl_fc_sni|deny_status',
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

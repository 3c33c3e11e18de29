import { hasTrailingDot, isIpLiteral } from '../../../model/authority.js';
import { text } from '../../../model/text.js';
import type { Product, RawFacts } from '../../types.js';
import { NEL, REPORT_TO, REPORTING_SOURCE } from '../reporting-fields.js';
import {
  announcesHttp3,
  byHeader,
  hasEmptyBody,
  listed,
  listedLike,
  misdirectedType,
  serverLike,
  shows421,
  sign,
} from '../signals.js';

const SERVER = /^Caddy$/;
const VIA = /^\d(?:\.\d)? Caddy$/i;
/** Where its packages have it. */
const FILES = '/etc/caddy/Caddyfile';
const ENFORCEMENT = 'Caddy, modules/caddyhttp/server.go, enforcementHandler';

/** A proxied answer keeps the origin's Server field beside Caddy's own (2.6), or gets a Via (2.10). */
const passedOn = (facts: RawFacts): boolean =>
  listed(facts, 'server').length > 1 || listedLike(facts, 'via', VIA) !== undefined;

/** Caddy. Says 421 under `strict_sni_host`, which client certificates switch on for a whole server. */
export const product: Product = {
  id: 'caddy',
  order: 90,
  commonGateway: 3,
  name: 'Caddy',
  kind: 'server',
  comparesSniWithHost: true,
  responder: (facts) => {
    // Caddy writes the length out; an empty response that it passes on need not have one.
    if (!hasEmptyBody(facts) || facts.header('content-length') !== '0') return undefined;
    // Its own has no Content-Type; what a program behind it left empty often has one (measured: Caddy 2.6.2, php-fpm 8.2).
    if (misdirectedType(facts) !== undefined) return undefined;
    const server = listed(facts, 'server').at(-1) ?? '';
    if (SERVER.test(server)) return sign('likely', text('product_by_empty_body', `Server: ${server}`));
    return announcesHttp3(facts)
      ? sign('possible', text('product_by_empty_body', 'Alt-Svc: h3; ma=2592000'))
      : undefined;
  },
  gateway: (facts) => {
    const via = listedLike(facts, 'via', VIA);
    if (via !== undefined) return sign('certain', byHeader('Via', via));
    const server = serverLike(facts, SERVER);
    if (server === undefined) return undefined;
    if (passedOn(facts))
      return sign('certain', text('product_by_two_servers', listed(facts, 'server').join(', ')));
    // Caddy's own 421 is empty and says so in Content-Length: all else came from behind it, or from a `respond` line.
    const own =
      facts.header('content-length') === '0' && hasEmptyBody(facts) && misdirectedType(facts) === undefined;
    return shows421(facts) && !own && facts.body !== undefined
      ? sign('possible', byHeader('Server', server))
      : undefined;
  },
  marks: { server: SERVER, via: VIA },
  condition: text('product_caddy_condition'),
  operation: {
    find: (look) => ({ words: ['grep', '-nE', '--', `^[^[:space:]].*\\{|${look}`, FILES] }),
    test: { words: ['caddy', 'validate', '--config', FILES] },
    reload: { words: ['caddy', 'reload', '--config', FILES] },
  },
  reporting: {
    place: text('reporting_place_caddy'),
    target: { file: FILES, block: 'site', change: 'add' },
    look: 'header',
    lines: () => [`header +Report-To \`${REPORT_TO}\``, `header NEL \`${NEL}\``].join('\n'),
    standing: 'tested',
    source: `${REPORTING_SOURCE}; caddyserver.com/docs/caddyfile/directives/header`,
  },
  implications: [
    {
      cause: 'sni-host-check',
      weight: 3,
      text: text('product_caddy_implies_sni_host_check'),
      source: ENFORCEMENT,
      when: ({ authority }) => !isIpLiteral(authority.host) && !hasTrailingDot(authority.host),
    },
    {
      cause: 'tls-policy',
      weight: 2,
      text: text('product_caddy_implies_tls_policy'),
      source: 'Caddy, modules/caddyhttp/app.go',
    },
    {
      cause: 'host-not-served',
      weight: 2,
      text: text('product_caddy_implies_host_not_served'),
      source: 'measured: Caddy 2.6.2 answers `respond 421` and `error 421` with the same fields and no body',
    },
    {
      cause: 'ip-literal',
      weight: 3,
      text: text('product_caddy_implies_ip_literal'),
      source: `RFC 6066 section 3; ${ENFORCEMENT}`,
      when: ({ authority }) => isIpLiteral(authority.host),
    },
    {
      cause: 'trailing-dot',
      weight: 3,
      text: text('product_caddy_implies_trailing_dot'),
      source: ENFORCEMENT,
      when: ({ authority }) => hasTrailingDot(authority.host),
    },
  ],
  fixes: [
    {
      id: 'caddy-upstream-sni',
      causes: ['origin-sni', 'origin-pool'],
      role: 'gateway',
      title: text('fix_send_sni', 'Caddy'),
      detail: text('fix_caddy_upstream_sni_detail'),
      target: { file: FILES, block: 'site > reverse_proxy', change: 'replace', replaces: ['transport'] },
      look: 'reverse_proxy|transport',
      lines: () =>
        [
          'transport http {',
          '    tls',
          '    tls_server_name {http.request.host}',
          '    keepalive off',
          '}',
        ].join('\n'),
      standing: 'tested',
      source: 'caddyserver/caddy#7134; caddyserver/caddy#6955',
    },
    {
      id: 'caddy-foreign-upstream',
      causes: ['origin-sni'],
      role: 'gateway',
      foreignUpstream: true,
      title: text('fix_foreign_upstream'),
      detail: text('fix_foreign_upstream_detail'),
      target: { file: FILES, block: 'site > reverse_proxy', change: 'replace', replaces: ['header_up Host'] },
      look: 'reverse_proxy|header_up',
      lines: () => 'header_up Host {upstream_hostport}',
      standing: 'documented',
      source: 'caddyserver.com/docs/caddyfile/directives/reverse_proxy#https',
    },
    {
      id: 'caddy-no-strict-sni',
      causes: ['sni-host-check', 'ip-literal', 'trailing-dot', 'coalesced-connection'],
      role: 'responder',
      title: text('fix_caddy_no_strict_sni'),
      detail: text('fix_caddy_no_strict_sni_detail'),
      place: text('fix_place_caddy_global'),
      target: { file: FILES, block: '{ }', change: 'replace', replaces: ['strict_sni_host'] },
      look: 'strict_sni_host',
      lines: () => ['servers {', '    strict_sni_host insecure_off', '}'].join('\n'),
      lowersSecurity: {
        opens: text('fix_caddy_no_strict_sni_opens'),
        wrongFor: text('fix_caddy_no_strict_sni_wrong_for'),
      },
      standing: 'tested',
      source: 'caddyserver.com/docs/caddyfile/options#strict-sni-host',
    },
  ],
  variants: [],
};

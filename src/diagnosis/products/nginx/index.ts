import type { ConfigTarget } from '../../../model/step.js';
import { text } from '../../../model/text.js';
import { siteGateway } from '../../observed/route.js';
import type { Facts, Product, RawFacts } from '../../types.js';
import { configHost } from '../config-host.js';
import { NEL, REPORT_TO, REPORTING_SOURCE } from '../reporting-fields.js';
import {
  byHeader,
  bySentence,
  hasEmptyBody,
  misdirectedBody,
  misdirectedType,
  serverLike,
  shows421,
  sign,
} from '../signals.js';
import { nginxVariants } from './variants.js';

const PAGE = '<center><h1>421 Misdirected Request</h1></center>';
/** The page's last line names the program: nginx and its builds; services built on nginx put a name of their own there. */
const SIGNATURE = /<hr>\s{0,4}<center>([^<]{1,60})<\/center>/;
const SERVER = /^(?:nginx|openresty|Tengine|angie|freenginx)(?:\/|$|\s)/i;
/** APISIX runs on OpenResty, whose page it leaves as it is, and names itself in Server. */
const OWN_SERVER = new RegExp(`${SERVER.source}|^APISIX(?:\\/|$)`, 'i');
const APACHE_TYPE = /charset=iso-8859-1/i;

/** Length of the page without the program's name, and of what `msie_padding` (default on) adds for Chrome. Bytes. */
const BARE_LENGTH = 161;
const PADDING_LENGTH = 402;
const PADDING = 'a padding to disable MSIE and Chrome friendly error page';

const VIRTUAL_SERVER = 'nginx, src/http/ngx_http_request.c, ngx_http_set_virtual_server';
const SPECIAL_RESPONSE = 'nginx, src/http/ngx_http_special_response.c; measured: nginx 1.22.1';

/** Who signed the page: `own` nginx or a build of it, `none` no one, `other` a name that nginx never puts there. */
function signed(facts: RawFacts): 'own' | 'none' | 'other' | undefined {
  const body = misdirectedBody(facts);
  if (body?.includes(PAGE) !== true) return undefined;
  const name = SIGNATURE.exec(body)?.[1]?.trim();
  return name === undefined || name === '' ? 'none' : SERVER.test(name) ? 'own' : 'other';
}

const wroteThePage = (facts: RawFacts): boolean =>
  signed(facts) === 'own' || (signed(facts) === 'none' && serverLike(facts, SERVER) !== undefined);

/**
 * Whether the page carries the padding that nginx adds for Chrome. The check of SNI against Host runs before
 * User-Agent is read and gives a bare page; a `return 421` comes after and gives a padded one. Firefox never
 * gets padding. undefined: it does not show.
 */
function padded(facts: RawFacts): boolean | undefined {
  const body = misdirectedBody(facts);
  if (facts.agent.name !== 'chromium' || body === undefined) return undefined;
  if (body.includes(PADDING)) return true;
  const name = SIGNATURE.exec(body)?.[1];
  if (name === undefined) return undefined;
  const length = Number(facts.header('content-length'));
  if (length === BARE_LENGTH + name.length) return false;
  return length === BARE_LENGTH + name.length + PADDING_LENGTH ? true : undefined;
}

/** A CDN in front may ask under a User-Agent of its own, and then padding says nothing. */
const byRule = (facts: Facts): boolean => padded(facts) === true;
const byOwnCheck = (facts: Facts): boolean =>
  padded(facts) === false && facts.gateways.every(({ product }) => product.kind !== 'cdn');
const unclear = (facts: Facts): boolean => !byRule(facts) && !byOwnCheck(facts);

/** What Debian, Red Hat and nginx.org's own packages read. */
const FILES = '/etc/nginx/{nginx.conf,conf.d/*,sites-enabled/*}';
/** The lines that say which name a location's upstream gets. */
const UPSTREAM_NAMES: ConfigTarget = {
  file: FILES,
  block: 'server > location',
  having: 'proxy_pass',
  change: 'replace',
  replaces: ['proxy_set_header Host', 'proxy_ssl_server_name', 'proxy_ssl_name'],
};

/** nginx. Says 421 by itself only for client certificates and switched-off protocols; else by a `return 421` rule. */
export const product: Product = {
  id: 'nginx',
  order: 70,
  commonGateway: 1,
  name: 'nginx',
  kind: 'proxy',
  responder: (facts) => {
    const by = signed(facts);
    if (by === 'own') return sign('certain', bySentence('421 Misdirected Request'));
    if (by === 'none' && wroteThePage(facts)) return sign('likely', bySentence('421 Misdirected Request'));
    // A page of this make under another name: a service built on nginx, with rules of its own.
    if (by !== undefined) return sign('possible', bySentence('421 Misdirected Request'));
    const server = serverLike(facts, SERVER);
    // Body not to be had, but labelled as nginx labels its own page: text/html and no charset.
    return shows421(facts) &&
      facts.body === undefined &&
      server !== undefined &&
      misdirectedType(facts) === 'text/html' &&
      !hasEmptyBody(facts)
      ? sign('possible', byHeader('Server', server))
      : undefined;
  },
  // nginx puts its own Server field over the origin's: a page that is not its own came from behind it,
  // unless someone configured a page or a `return 421 "text"`.
  gateway: (facts) => {
    const server = serverLike(facts, SERVER);
    if (server === undefined || wroteThePage(facts)) return undefined;
    // Alibaba Cloud's edge nodes are Tengine themselves, and no second front.
    if (facts.header('eagleid') !== undefined) return undefined;
    const by = byHeader('Server', server);
    if (APACHE_TYPE.test(misdirectedType(facts) ?? '')) return sign('certain', by);
    if (hasEmptyBody(facts) || facts.dataFormat !== undefined) return sign('likely', by);
    const other =
      misdirectedBody(facts) !== undefined || (misdirectedType(facts) ?? 'text/html') !== 'text/html';
    return other ? sign('possible', by) : undefined;
  },
  marks: { server: OWN_SERVER },
  condition: text('product_nginx_condition'),
  log: {
    text: text('product_nginx_log'),
    // Of two lines: the name is `different from the one that was negotiated`, or its protocol is disabled.
    look: 'client attempted to request the server name',
    pasted: true,
    level: {
      target: { file: FILES, block: 'http', change: 'replace', replaces: ['error_log'] },
      lines: () => 'error_log /var/log/nginx/error.log info;',
      standing: 'documented',
      source: 'nginx.org/en/docs/ngx_core_module.html#error_log',
    },
    places: [{ kind: 'files', paths: ['/var/log/nginx'] }, { kind: 'container' }, { kind: 'kubernetes' }],
  },
  operation: {
    // Every file that it reads, wherever that is, each under a line with its name.
    find: (look) => ({
      words: ['nginx', '-T'],
      pipedTo: ['grep', '-E', '--', `# configuration file|server_name|${look}`],
    }),
    test: { words: ['nginx', '-t'] },
    reload: { words: ['nginx', '-s', 'reload'] },
  },
  reporting: {
    place: text('reporting_place_nginx'),
    target: { file: FILES, block: 'server', having: 'server_name', change: 'add' },
    look: 'add_header',
    lines: () => [`add_header Report-To '${REPORT_TO}';`, `add_header NEL '${NEL}';`].join('\n'),
    standing: 'tested',
    source: `${REPORTING_SOURCE}; nginx.org/en/docs/http/ngx_http_headers_module.html#add_header`,
  },
  // nginx reads a request's body only where it passes it on, so it passes it on to itself.
  collector: {
    target: { file: FILES, block: 'http', change: 'add' },
    look: 'log_format',
    lines: () =>
      [
        `log_format nel escape=json '{"time":"$time_iso8601","reports":"$request_body"}';`,
        'server {',
        '    listen 127.0.0.1:8421;',
        '    access_log off;',
        '    return 204;',
        '}',
      ].join('\n'),
    also: [
      {
        place: text('collector_place_nginx'),
        target: { file: FILES, block: 'server', having: 'server_name', change: 'add' },
        lines: () =>
          [
            'location = /nel {',
            '    add_header Access-Control-Allow-Origin *;',
            '    add_header Access-Control-Allow-Headers Content-Type;',
            '    if ($request_method = OPTIONS) { return 204; }',
            '    client_max_body_size 1m;',
            '    client_body_buffer_size 1m;',
            '    access_log /var/log/nginx/nel.log nel if=$request_body;',
            '    proxy_pass http://127.0.0.1:8421;',
            '}',
          ].join('\n'),
      },
    ],
    standing: 'tested',
    source:
      'nginx.org/en/docs/http/ngx_http_core_module.html#var_request_body; Fetch standard, CORS-preflight fetch',
  },
  implications: [
    {
      cause: 'host-not-served',
      weight: 3,
      text: text('product_nginx_implies_by_rule'),
      source: `nginx.org/en/docs/http/server_names.html; ${SPECIAL_RESPONSE}`,
      when: (facts) => byRule(facts) && siteGateway(facts) === undefined,
    },
    {
      // A gateway in front may send nginx another name than the host, which a rule may compare.
      cause: 'host-not-served',
      weight: 2,
      text: text('product_nginx_implies_by_rule'),
      source: `nginx.org/en/docs/http/server_names.html; ${SPECIAL_RESPONSE}`,
      when: (facts) => byRule(facts) && siteGateway(facts) !== undefined,
    },
    {
      cause: 'host-not-served',
      weight: 2,
      text: text('product_nginx_implies_host_not_served'),
      source: 'nginx.org/en/docs/http/server_names.html; chromium/badssl.com#198',
      when: unclear,
    },
    {
      cause: 'host-not-served',
      weight: -2,
      text: text('product_nginx_implies_own_check'),
      source: SPECIAL_RESPONSE,
      when: byOwnCheck,
    },
    {
      cause: 'tls-policy',
      weight: 2,
      text: text('product_nginx_implies_own_check'),
      source: `${VIRTUAL_SERVER}; ${SPECIAL_RESPONSE}`,
      when: byOwnCheck,
    },
    {
      cause: 'tls-policy',
      weight: 1,
      text: text('product_nginx_implies_tls_policy'),
      source: VIRTUAL_SERVER,
      when: unclear,
    },
    {
      cause: 'tls-policy',
      weight: 1,
      text: text('product_nginx_implies_protocol_off'),
      source: 'nginx, src/http/v2/ngx_http_v2.c, ngx_http_v2_run_request',
      when: byRule,
    },
    {
      cause: 'origin-sni',
      weight: 2,
      text: text('product_nginx_implies_own_check_hidden_gateway'),
      source: `${VIRTUAL_SERVER}; ${SPECIAL_RESPONSE}`,
      when: byOwnCheck,
    },
    {
      cause: 'origin-sni',
      weight: 1,
      text: text('product_nginx_implies_own_check_hidden_gateway'),
      source: `${VIRTUAL_SERVER}; ${SPECIAL_RESPONSE}`,
      when: unclear,
    },
    {
      cause: 'origin-sni',
      weight: -1,
      text: text('product_nginx_implies_not_origin_sni'),
      source: VIRTUAL_SERVER,
      when: byRule,
    },
    {
      cause: 'sni-host-check',
      weight: 1,
      text: text('product_nginx_implies_sni_host_check'),
      source: 'nginx/nginx-gateway-fabric#3226',
      when: (facts) => !byOwnCheck(facts),
    },
  ],
  fixes: [
    {
      id: 'nginx-upstream-sni',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_send_sni', 'nginx'),
      detail: text('fix_nginx_upstream_sni_detail'),
      target: UPSTREAM_NAMES,
      look: 'proxy_pass',
      lines: () =>
        ['proxy_set_header Host $host;', 'proxy_ssl_server_name on;', 'proxy_ssl_name $host;'].join('\n'),
      standing: 'tested',
      source: 'nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_server_name',
    },
    {
      id: 'nginx-foreign-upstream',
      causes: ['origin-sni'],
      role: 'gateway',
      foreignUpstream: true,
      title: text('fix_foreign_upstream'),
      detail: text('fix_foreign_upstream_detail'),
      target: UPSTREAM_NAMES,
      look: 'proxy_pass',
      lines: () => ['proxy_set_header Host $proxy_host;', 'proxy_ssl_server_name on;'].join('\n'),
      standing: 'tested',
      source:
        'nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_server_name; dhall-lang/dhall-haskell#1386',
    },
    {
      id: 'nginx-connection-per-request',
      causes: ['origin-pool'],
      role: 'gateway',
      title: text('fix_nginx_connection_per_request'),
      detail: text('fix_nginx_connection_per_request_detail'),
      target: {
        file: FILES,
        block: 'server > location',
        having: 'proxy_pass',
        change: 'replace',
        replaces: ['proxy_set_header Connection'],
      },
      look: 'proxy_pass',
      lines: () => 'proxy_set_header Connection close;',
      standing: 'tested',
      source: 'RFC 9112 section 9.6; nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    },
    {
      id: 'nginx-upstream-per-host',
      causes: ['origin-pool'],
      role: 'gateway',
      title: text('fix_nginx_upstream_per_host'),
      detail: text('fix_nginx_upstream_per_host_detail'),
      place: text('fix_place_nginx_upstream'),
      target: { file: FILES, block: 'http', change: 'add' },
      look: 'upstream|proxy_pass',
      lines: (host) =>
        [
          `upstream ${configHost(host)} {`,
          '    server ORIGIN_ADDRESS:ORIGIN_PORT;',
          '    keepalive 8;',
          '}',
        ].join('\n'),
      also: [
        {
          target: {
            file: FILES,
            block: 'server > location',
            having: 'proxy_pass',
            change: 'replace',
            replaces: ['proxy_pass'],
          },
          // A name in a variable is first looked for among the upstreams.
          lines: () => 'proxy_pass https://$host;',
        },
      ],
      standing: 'tested',
      source: 'nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive',
    },
    {
      id: 'nginx-serve-host',
      causes: ['host-not-served', 'balancer-inconsistent'],
      role: 'responder',
      title: text('fix_nginx_serve_host'),
      target: { file: FILES, block: 'server', having: 'server_name', change: 'add' },
      look: 'listen',
      lines: (host) => `server_name ${configHost(host)};`,
      standing: 'tested',
      source: 'nginx.org/en/docs/http/server_names.html',
    },
    {
      id: 'nginx-host-without-port',
      causes: ['port-in-host-check', 'sni-host-check'],
      role: 'responder',
      title: text('fix_nginx_host_without_port'),
      target: {
        file: FILES,
        block: 'server',
        having: 'if ($ssl_server_name',
        change: 'replace',
        replaces: ['if ($ssl_server_name'],
      },
      look: 'ssl_server_name',
      lines: () => 'if ($ssl_server_name != $host) { return 421; }',
      standing: 'tested',
      source: 'nginx.org/en/docs/http/ngx_http_core_module.html#var_host',
      when: ({ authority }) => authority.port !== 443,
    },
    {
      id: 'nginx-own-address',
      causes: ['tls-policy', 'coalesced-connection'],
      role: 'responder',
      title: text('fix_nginx_own_address'),
      detail: text('fix_nginx_own_address_detail'),
      target: {
        file: FILES,
        block: 'server',
        having: 'ssl_verify_client',
        change: 'replace',
        replaces: ['listen'],
      },
      lines: (host) => ['listen OWN_ADDRESS:443 ssl;', `server_name ${configHost(host)};`].join('\n'),
      standing: 'documented',
      source: VIRTUAL_SERVER,
    },
  ],
  variants: nginxVariants,
};

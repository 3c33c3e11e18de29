import { text } from '../../model/text.js';
import type { Product, RawFacts } from '../types.js';
import {
  byHeader,
  bySentence,
  hasEmptyBody,
  misdirectedBody,
  misdirectedType,
  serverLike,
  sign,
} from './signals.js';
import { siteName } from './site.js';

const PAGE = '<center><h1>421 Misdirected Request</h1></center>';
/** nginx and what is built on it. Tengine and angie keep the page and change the name. */
const SERVER = /^(?:nginx|openresty|Tengine|angie)(?:\/|$|\s)/i;
const APACHE_TYPE = /charset=iso-8859-1/i;

const VIRTUAL_SERVER = 'nginx, src/http/ngx_http_request.c, ngx_http_set_virtual_server';

const wroteThePage = (facts: RawFacts): boolean => misdirectedBody(facts)?.includes(PAGE) === true;

/** nginx. Says 421 by itself only for client certificates and switched-off protocols; else by a `return 421` rule. */
export const nginx: Product = {
  id: 'nginx',
  name: 'nginx',
  kind: 'proxy',
  emitter: (facts) => {
    if (wroteThePage(facts)) return sign('certain', bySentence('421 Misdirected Request'));
    const server = serverLike(facts, SERVER);
    // Body not to be had, but labelled as nginx labels its own page: text/html and no charset.
    return facts.body === undefined &&
      server !== undefined &&
      misdirectedType(facts) === 'text/html' &&
      !hasEmptyBody(facts)
      ? sign('possible', byHeader('Server', server))
      : undefined;
  },
  // nginx puts its own Server field over the origin's: a page that is not its own came from behind it,
  // unless someone configured a page or a `return 421 "text"`.
  front: (facts) => {
    const server = serverLike(facts, SERVER);
    if (server === undefined || wroteThePage(facts)) return undefined;
    const by = byHeader('Server', server);
    if (APACHE_TYPE.test(misdirectedType(facts) ?? '')) return sign('certain', by);
    if (hasEmptyBody(facts)) return sign('likely', by);
    return misdirectedBody(facts) === undefined ? undefined : sign('possible', by);
  },
  condition: text('product_nginx_condition'),
  log: {
    text: text('product_nginx_log'),
    look: 'client attempted to request the server name different from the one that was negotiated',
  },
  emissions: [
    {
      cause: 'host-not-served',
      weight: 2,
      text: text('product_nginx_emits_host_not_served'),
      source: 'nginx.org/en/docs/http/server_names.html; chromium/badssl.com#198',
    },
    {
      cause: 'tls-policy',
      weight: 1,
      text: text('product_nginx_emits_tls_policy'),
      source: VIRTUAL_SERVER,
    },
    {
      cause: 'sni-host-check',
      weight: 1,
      text: text('product_nginx_emits_sni_host_check'),
      source: 'nginx/nginx-gateway-fabric#3226',
    },
    {
      cause: 'origin-sni',
      weight: -1,
      text: text('product_nginx_emits_not_origin_sni'),
      source: VIRTUAL_SERVER,
    },
  ],
  fixes: [
    {
      id: 'nginx-upstream-sni',
      causes: ['origin-sni'],
      role: 'front',
      title: text('fix_nginx_upstream_sni'),
      detail: text('fix_nginx_upstream_sni_detail'),
      place: text('fix_place_nginx_proxy_location'),
      lines: (host) =>
        [
          `# server_name ${siteName(host)};`,
          'proxy_set_header Host $host;',
          'proxy_ssl_server_name on;',
          'proxy_ssl_name $host;',
        ].join('\n'),
      standing: 'tested',
      source: 'nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_server_name',
    },
    {
      id: 'nginx-upstream-per-host',
      causes: ['origin-pool'],
      role: 'front',
      title: text('fix_nginx_upstream_per_host'),
      detail: text('fix_nginx_upstream_per_host_detail'),
      place: text('fix_place_nginx_upstream'),
      lines: (host) =>
        [`upstream ${siteName(host)} {`, '    server 192.0.2.10:443;', '    keepalive 0;', '}'].join('\n'),
      standing: 'documented',
      source: 'nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive',
    },
    {
      id: 'nginx-serve-host',
      causes: ['host-not-served'],
      role: 'emitter',
      title: text('fix_nginx_serve_host'),
      place: text('fix_place_nginx_server'),
      lines: (host) => `server_name ${siteName(host)};`,
      standing: 'documented',
      source: 'nginx.org/en/docs/http/server_names.html',
    },
    {
      id: 'nginx-host-without-port',
      causes: ['port-in-host-check'],
      role: 'emitter',
      title: text('fix_nginx_host_without_port'),
      place: text('fix_place_nginx_server'),
      lines: () => 'if ($ssl_server_name != $host) { return 421; }',
      standing: 'documented',
      source: 'nginx.org/en/docs/http/ngx_http_core_module.html#var_host',
    },
  ],
  variants: [],
};

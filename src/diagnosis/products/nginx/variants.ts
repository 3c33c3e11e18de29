import { text } from '../../../model/text.js';
import type { Fix, ProductVariant } from '../../types.js';
import { configHost } from '../config-host.js';
import { byHeader, serverLike, sign } from '../signals.js';

/** The two lines that panels left out of their templates, as each panel takes them. */
const upstreamSni = (id: string, file: string, place: Fix['place'] & object, source: string): Fix => ({
  id,
  causes: ['origin-sni'],
  role: 'gateway',
  title: text('fix_send_sni', 'nginx'),
  place,
  target: {
    file,
    block: 'server > location',
    having: 'proxy_pass',
    change: 'replace',
    replaces: ['proxy_ssl_server_name', 'proxy_ssl_name'],
  },
  lines: () => ['proxy_ssl_server_name on;', 'proxy_ssl_name $host;'].join('\n'),
  standing: 'documented',
  source,
});

/** Panels, controllers and builds of nginx with ways of their own. Most of them do not show from outside. */
export const nginxVariants: readonly ProductVariant[] = [
  {
    id: 'plesk',
    name: 'Plesk',
    recognise: (facts) => {
      const value = facts.headers('x-powered-by').find((by) => by.startsWith('Plesk'));
      return value === undefined ? undefined : sign('certain', byHeader('X-Powered-By', value));
    },
    fixes: [
      upstreamSni(
        'plesk-upstream-sni',
        '/etc/nginx/conf.d/',
        text('fix_place_plesk'),
        'support.plesk.com, article 33500191748887',
      ),
    ],
  },
  {
    id: 'hestiacp',
    name: 'HestiaCP',
    fixes: [
      upstreamSni(
        'hestiacp-upstream-sni',
        '/usr/local/hestia/data/templates/web/nginx/*.stpl',
        text('fix_place_hestiacp'),
        'hestiacp/hestiacp#5058',
      ),
    ],
  },
  {
    id: 'cpanel',
    name: 'cPanel',
    fixes: [
      upstreamSni(
        'cpanel-upstream-sni',
        '/opt/nDeploy/conf/',
        text('fix_place_cpanel'),
        'AnoopAlias/AUTOM8N#688',
      ),
    ],
  },
  {
    id: 'nginx-proxy-manager',
    name: 'Nginx Proxy Manager',
    recognise: (facts) => {
      // Its proxy.conf adds the host's own name; on error answers nginx leaves the field out.
      const served = facts.header('x-served-by');
      return served === facts.authority.host && serverLike(facts, /^openresty/i) !== undefined
        ? sign('likely', byHeader('X-Served-By', served))
        : undefined;
    },
    fixes: [
      upstreamSni(
        'npm-upstream-sni',
        'Proxy Host > Advanced',
        text('fix_place_nginx_proxy_manager'),
        'NginxProxyManager/nginx-proxy-manager#4683',
      ),
    ],
  },
  {
    id: 'ingress-nginx',
    name: 'ingress-nginx',
    fixes: [
      {
        id: 'ingress-nginx-upstream-sni',
        causes: ['origin-sni'],
        role: 'gateway',
        title: text('fix_send_sni', 'nginx'),
        target: { file: 'Ingress', block: 'metadata > annotations', change: 'add' },
        lines: (host) =>
          [
            'nginx.ingress.kubernetes.io/backend-protocol: HTTPS',
            'nginx.ingress.kubernetes.io/proxy-ssl-server-name: "on"',
            `nginx.ingress.kubernetes.io/proxy-ssl-name: ${configHost(host)}`,
          ].join('\n'),
        standing: 'documented',
        source: 'kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations',
      },
    ],
  },
  {
    id: 'nginx-gateway-fabric',
    name: 'NGINX Gateway Fabric',
    fixes: [
      {
        id: 'ngf-no-sni-check',
        causes: ['sni-host-check', 'coalesced-connection'],
        role: 'responder',
        title: text('fix_ngf_no_sni_check'),
        detail: text('fix_ngf_no_sni_check_detail'),
        target: {
          file: 'NginxProxy',
          block: 'spec',
          change: 'replace',
          replaces: ['disableSNIHostValidation'],
        },
        lines: () => ['spec:', '  disableSNIHostValidation: true'].join('\n'),
        lowersSecurity: {
          opens: text('fix_ngf_no_sni_check_opens'),
          wrongFor: text('fix_ngf_no_sni_check_wrong_for'),
        },
        standing: 'documented',
        source: 'nginx/nginx-gateway-fabric#3226, #3659',
      },
    ],
  },
];

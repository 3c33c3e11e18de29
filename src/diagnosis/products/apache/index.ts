import { hasTrailingDot, isIpLiteral } from '../../../model/authority.js';
import { text } from '../../../model/text.js';
import type { Facts, Product, RawFacts } from '../../types.js';
import { configHost } from '../config-host.js';
import { NEL, REPORT_TO, REPORTING_SOURCE } from '../reporting-fields.js';
import {
  byHeader,
  bySentence,
  listedLike,
  misdirectedBody,
  misdirectedType,
  phraseOf,
  shows421,
  sign,
} from '../signals.js';

/** modules/http/http_protocol.c, the text for 421; the words are wrapped in some builds. */
const SENTENCE =
  /requested\s+host\s+name\s+does\s+not\s+match\s+the\s+Server\s+Name\s+Indication\s+\(SNI\)\s+in\s+use/;
/**
 * Apache labels its own error pages so, to the letter: Jetty leaves the space out, libevent's programs write the charset in
 * capitals (measured: Transmission 3.00), others name no charset, or utf-8.
 */
const TYPE = /^text\/html; charset=iso-8859-1$/;
/**
 * Bytes of the page without a signature, as older builds and as newer ones write it, and with the longest one. An
 * `ErrorDocument 421 "text"` is shorter, and so is the page under a title that is not Apache's own.
 */
const OLDER_PAGE = 322;
const NEWER_PAGE = 362;
const LONGEST_PAGE = 800;
/** Title of the page, where the 421 is Apache's own: its own table of reason phrases. */
const OWN_TITLE = 'Misdirected Request';

const MEASURED = 'measured: Apache httpd 2.4.71';
const READ_REQUEST = 'Apache httpd, modules/ssl/ssl_engine_kernel.c, ssl_hook_ReadReq';
const ANY_421 =
  'measured: Apache httpd 2.4.71 writes this page for Redirect 421, RewriteRule [R=421] and ProxyErrorOverride too';

/**
 * The page stands over the response of a program behind Apache (ProxyErrorOverride): title and phrase are then that
 * program's, `Unknown Reason` for one without a phrase (measured: Apache httpd 2.4.71 before php-fpm 8.2).
 */
function foreignTitle(facts: RawFacts): string | undefined {
  const body = misdirectedBody(facts);
  const title =
    body === undefined ? phraseOf(facts) : /<title>421 ([^<]{1,200})<\/title>/i.exec(body)?.[1]?.trim();
  return title === undefined || title === '' || title === OWN_TITLE ? undefined : title;
}

const wroteThePage = (facts: RawFacts): boolean => SENTENCE.test(misdirectedBody(facts) ?? '');

/** The length is one that the page can have. After a hidden retry it is the good response's, and says nothing. */
function lengthFits(facts: RawFacts): boolean {
  const field = facts.header('content-length');
  if (!shows421(facts) || field === undefined || facts.header('content-encoding') !== undefined) return true;
  const length = Number(field);
  return length === OLDER_PAGE || (length >= NEWER_PAGE && length <= LONGEST_PAGE);
}

/** Something of this route speaks TLS to Apache, as far as can be seen; else no SNI was there to be wrong. */
const overTls = ({ authority, gateways }: Facts): boolean =>
  authority.scheme === 'https' || gateways.some(({ sure }) => sure !== 'possible');

/** What the browser put into SNI ends at a gateway; Apache sees the gateway's (nginx drops the dot: measured, 1.22.1). */
const behindSureGateway = ({ gateways }: Facts): boolean => gateways.some(({ sure }) => sure === 'certain');

/** The URL's host is a name that could stand in SNI as it is, so its shape explains nothing. */
const nameReaches = (facts: Facts): boolean =>
  !isIpLiteral(facts.authority.host) && (!hasTrailingDot(facts.authority.host) || behindSureGateway(facts));

/** Where Debian's and Red Hat's packages have the sites. */
const FILES = '/etc/{apache2/sites-enabled/*,httpd/conf.d/*}';

/** Apache httpd. Says 421 if the virtual host of the handshake and the one of the Host field differ in TLS set-up. */
export const product: Product = {
  id: 'apache',
  order: 190,
  commonGateway: 4,
  name: 'Apache httpd',
  kind: 'server',
  comparesSniWithHost: true,
  responder: (facts) => {
    if (foreignTitle(facts) !== undefined) return undefined;
    if (misdirectedBody(facts) !== undefined) {
      return wroteThePage(facts)
        ? sign('certain', bySentence('Server Name Indication (SNI) in use'))
        : undefined;
    }
    const type = misdirectedType(facts);
    return type !== undefined && TYPE.test(type) && lengthFits(facts)
      ? { ...sign('likely', byHeader('Content-Type', type)), labelOnly: true }
      : undefined;
  },
  // As a gateway Apache passes the origin's Server field on; only ProxyVia shows it.
  gateway: (facts) => {
    const title = wroteThePage(facts) ? foreignTitle(facts) : undefined;
    if (title !== undefined) {
      return { ...sign('certain', bySentence(`421 ${title.slice(0, 60)}`)), replaced: true };
    }
    const via = listedLike(facts, 'via', /\(Apache\//);
    return via === undefined ? undefined : sign('certain', byHeader('Via', via));
  },
  // Builds of it name themselves, and no gateway in front.
  marks: {
    server: /^(?:Apache|IBM_HTTP_Server|Oracle-HTTP-Server|Oracle-Application-Server)\b/,
    via: /\(Apache\//,
  },
  condition: text('product_apache_condition'),
  log: {
    text: text('product_apache_log'),
    look: 'AH02032',
    pasted: true,
    places: [{ kind: 'files', paths: ['/var/log/apache2', '/var/log/httpd'] }, { kind: 'container' }],
  },
  operation: {
    // All virtual hosts with file and line, whatever is looked for.
    find: () => ({ words: ['apachectl', '-S'] }),
    test: { words: ['apachectl', 'configtest'] },
    reload: { words: ['apachectl', 'graceful'] },
  },
  reporting: {
    place: text('reporting_place_apache'),
    target: { file: FILES, block: 'VirtualHost', having: 'ServerName', change: 'add' },
    look: 'VirtualHost',
    lines: () => [`Header add Report-To '${REPORT_TO}'`, `Header set NEL '${NEL}'`].join('\n'),
    standing: 'tested',
    source: `${REPORTING_SOURCE}; httpd.apache.org/docs/2.4/mod/mod_headers.html`,
  },
  implications: [
    {
      cause: 'origin-sni',
      weight: 3,
      text: text('product_apache_implies_origin_sni'),
      source: `${READ_REQUEST}; ${MEASURED}`,
      when: (facts) =>
        !isIpLiteral(facts.authority.host) &&
        (!hasTrailingDot(facts.authority.host) || behindSureGateway(facts)),
    },
    {
      cause: 'host-not-served',
      weight: 1,
      text: text('product_apache_implies_rule'),
      source: ANY_421,
      when: overTls,
    },
    {
      cause: 'host-not-served',
      weight: 2,
      text: text('product_apache_implies_rule'),
      source: ANY_421,
      when: (facts) => !overTls(facts),
    },
    {
      cause: 'application',
      weight: 2,
      text: text('product_apache_implies_overridden'),
      source: ANY_421,
      when: (facts) => !overTls(facts),
    },
    {
      cause: 'origin-pool',
      weight: 1,
      text: text('product_apache_implies_origin_pool'),
      source: 'measured: nginx 1.22.1 with pooled connections to Apache 2.4.71; caddyserver/caddy#6955',
      when: nameReaches,
    },
    {
      cause: 'client-middlebox',
      weight: 1,
      text: text('product_apache_implies_middlebox'),
      source: 'ros2/ros2_documentation#6092',
      when: (facts) => facts.gateways.length === 0 && nameReaches(facts),
    },
    {
      cause: 'ip-literal',
      weight: 3,
      text: text('product_apache_implies_ip_literal'),
      source: `RFC 6066 section 3; ${MEASURED}`,
      when: ({ authority }) => isIpLiteral(authority.host),
    },
    {
      cause: 'trailing-dot',
      weight: 3,
      text: text('product_apache_implies_trailing_dot'),
      source: `RFC 6066 section 3; ${MEASURED}`,
      when: (facts) => hasTrailingDot(facts.authority.host) && !behindSureGateway(facts),
    },
    {
      cause: 'application',
      weight: -3,
      text: text('product_apache_implies_not_application'),
      source: READ_REQUEST,
      when: overTls,
    },
  ],
  fixes: [
    {
      id: 'apache-one-tls-setup',
      causes: [
        'origin-sni',
        'origin-pool',
        'coalesced-connection',
        'tls-policy',
        'client-middlebox',
        'ip-literal',
      ],
      role: 'responder',
      title: text('fix_apache_one_tls_setup'),
      detail: text('fix_apache_one_tls_setup_detail'),
      target: {
        file: FILES,
        block: 'VirtualHost',
        every: true,
        change: 'replace',
        replaces: ['SSLCertificateFile', 'SSLCertificateKeyFile'],
      },
      look: 'VirtualHost',
      lines: () => ['SSLCertificateFile    CERTIFICATE_FILE', 'SSLCertificateKeyFile KEY_FILE'].join('\n'),
      standing: 'tested',
      source: 'httpd.apache.org/docs/2.4/mod/mod_http2.html, Multiple Hosts and Misdirected Requests',
    },
    {
      id: 'apache-sni-policy',
      causes: ['origin-sni', 'origin-pool', 'coalesced-connection', 'client-middlebox'],
      role: 'responder',
      title: text('fix_apache_sni_policy'),
      detail: text('fix_apache_sni_policy_detail'),
      target: {
        file: '/etc/{apache2/apache2.conf,httpd/conf/httpd.conf}',
        block: '',
        change: 'replace',
        replaces: ['SSLVHostSNIPolicy'],
      },
      look: 'VirtualHost',
      lines: () => 'SSLVHostSNIPolicy authonly',
      lowersSecurity: {
        opens: text('fix_apache_sni_policy_opens'),
        wrongFor: text('fix_apache_sni_policy_wrong_for'),
      },
      standing: 'tested',
      source: 'httpd.apache.org/docs/2.4/mod/mod_ssl.html#sslvhostsnipolicy',
    },
    {
      id: 'apache-alias-with-dot',
      causes: ['trailing-dot'],
      role: 'responder',
      title: text('fix_apache_alias_with_dot'),
      target: { file: FILES, block: 'VirtualHost', having: 'ServerName', change: 'add' },
      look: 'VirtualHost',
      lines: (host) => `ServerAlias ${configHost(host)}.`,
      standing: 'tested',
      source: MEASURED,
    },
    {
      id: 'apache-gateway-sni',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_send_sni', 'Apache'),
      target: {
        file: FILES,
        block: 'VirtualHost',
        having: 'ProxyPass',
        change: 'replace',
        replaces: ['SSLProxyEngine', 'ProxyPreserveHost'],
      },
      look: 'VirtualHost',
      lines: () => ['SSLProxyEngine    on', 'ProxyPreserveHost On'].join('\n'),
      standing: 'documented',
      source: 'httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypreservehost',
    },
  ],
  variants: [],
};

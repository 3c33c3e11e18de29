import { EXPIRED, timeOf, VALID } from './certificates.mjs';

const ISSUER = 'Lab Root';
const notAfter = timeOf(VALID.to);

/** What the certificates say, known from how they were made (certificates.mjs). */
const SHOP = {
  dnsNames: ['shop.example', '*.shop.example', 'xn--bcher-kva.example'],
  addresses: ['127.0.0.1', '2001:db8::1'],
  subject: 'shop.example',
  issuer: ISSUER,
  notAfter,
  namesComplete: true,
};
const plain = (host, subject = host) => ({
  dnsNames: [host],
  addresses: [],
  subject,
  issuer: ISSUER,
  notAfter,
  namesComplete: true,
});
const FALLBACK = plain('default.example');
const OLD = { ...plain('old.example'), notAfter: timeOf(EXPIRED.to) };
const NAMELESS = { ...plain(''), dnsNames: [], subject: 'Forgotten Appliances' };
const MANY = {
  ...plain('many.example'),
  dnsNames: Array.from({ length: 300 }, (_, at) => `customer-${at}.many.example`),
};

/** curl shows of the names at most the one that it matched. */
const shownByCurl = (certificate, matched, verifyError) => ({
  ...certificate,
  dnsNames: matched === undefined || matched === '127.0.0.1' ? [] : [matched],
  addresses: matched === '127.0.0.1' ? [matched] : [],
  ...(verifyError === undefined ? {} : { verifyError }),
  namesComplete: false,
});

const NO_ISSUER = 'unable to get local issuer certificate';
const PRIVATE_ROOT = 'self-signed certificate in certificate chain';

/**
 * Each recording: the command, word by word, and what a reader should get out of its output, by the set-up and not
 * by what the reader says. `whenCut`: what else a part of the output may rightly say. `failure` is the message that is
 * due where nothing can be read.
 */
export function recordings(ports) {
  const at = (port) => `127.0.0.1:${port}`;
  const s_client = (port, ...rest) => ['openssl', 's_client', '-connect', at(port), ...rest];
  const to = (host, port = ports.nginx) => ['--resolve', `${host}:${port}:127.0.0.1`];
  const curl = (...words) => ['curl', '-sv', ...words];
  const url = (host, path = '/', port = ports.nginx) => `https://${host}:${port}${path}`;
  const CA = ['-CAfile', 'ca.pem'];
  const CACERT = ['--cacert', 'ca.pem'];
  const openssl = (facts) => ({ program: 'openssl', ...facts });
  const onCurl = (host, facts) => ({
    program: 'curl',
    host,
    address: '127.0.0.1',
    port: ports.nginx,
    sni: host,
    tlsProtocol: 'TLSv1.3',
    alpn: 'h2',
    ...facts,
  });

  return [
    {
      name: 'openssl-tls13',
      command: s_client(ports.nginx, '-servername', 'shop.example', ...CA),
      expected: openssl({ tlsProtocol: 'TLSv1.3', certificate: SHOP }),
    },
    {
      name: 'openssl-tls12-h2',
      command: s_client(ports.nginx, '-servername', 'shop.example', '-tls1_2', '-alpn', 'h2', ...CA),
      expected: openssl({ tlsProtocol: 'TLSv1.2', alpn: 'h2', certificate: SHOP }),
    },
    {
      name: 'openssl-tls12-server',
      command: s_client(ports.tls12, '-servername', 'shop.example', ...CA),
      expected: openssl({ tlsProtocol: 'TLSv1.2', certificate: SHOP }),
    },
    {
      name: 'openssl-tls12-cbc',
      command: s_client(ports.s_server, '-tls1_2', '-cipher', 'ECDHE-ECDSA-AES256-SHA', ...CA),
      expected: openssl({ sni: null, tlsProtocol: 'TLSv1.2', certificate: SHOP }),
    },
    {
      name: 'openssl-tls13-h2-showcerts',
      command: s_client(
        ports.nginx,
        '-servername',
        'shop.example',
        '-alpn',
        'h2,http/1.1',
        '-showcerts',
        ...CA,
      ),
      expected: openssl({ tlsProtocol: 'TLSv1.3', alpn: 'h2', certificate: SHOP }),
    },
    {
      name: 'openssl-wrong-name',
      command: s_client(
        ...[ports.nginx, '-servername', 'other.example', '-verify_hostname', 'other.example', ...CA],
      ),
      expected: openssl({
        tlsProtocol: 'TLSv1.3',
        certificate: { ...FALLBACK, verifyError: 'hostname mismatch' },
      }),
    },
    {
      name: 'openssl-no-sni',
      command: s_client(ports.nginx, '-noservername', ...CA),
      expected: openssl({ tlsProtocol: 'TLSv1.3', certificate: FALLBACK }),
    },
    {
      name: 'openssl-private-ca',
      command: s_client(ports.nginx, '-servername', 'shop.example'),
      expected: openssl({
        tlsProtocol: 'TLSv1.3',
        certificate: { ...SHOP, verifyError: PRIVATE_ROOT },
      }),
    },
    {
      name: 'openssl-no-chain',
      command: s_client(ports.s_server, '-servername', 'shop.example'),
      expected: openssl({
        tlsProtocol: 'TLSv1.3',
        certificate: { ...SHOP, verifyError: 'unable to verify the first certificate' },
      }),
      whenCut: [openssl({ certificate: { ...SHOP, verifyError: NO_ISSUER } })],
    },
    {
      name: 'openssl-expired',
      command: s_client(ports.nginx, '-servername', 'old.example', ...CA),
      expected: openssl({
        tlsProtocol: 'TLSv1.3',
        certificate: { ...OLD, verifyError: 'certificate has expired' },
      }),
    },
    {
      name: 'openssl-ip-address',
      command: s_client(ports.s_server, ...CA),
      expected: openssl({ sni: null, tlsProtocol: 'TLSv1.3', certificate: SHOP }),
    },
    {
      name: 'openssl-without-names',
      command: s_client(ports.nginx, '-servername', 'nameless.example', ...CA),
      expected: openssl({ tlsProtocol: 'TLSv1.3', certificate: NAMELESS }),
    },
    {
      name: 'openssl-many-names',
      command: s_client(ports.nginx, '-servername', 'many.example', ...CA),
      expected: openssl({ tlsProtocol: 'TLSv1.3', certificate: MANY }),
    },
    {
      name: 'openssl-tlsextdebug',
      command: s_client(ports.nginx, '-servername', 'shop.example', '-tlsextdebug', ...CA),
      expected: openssl({ tlsProtocol: 'TLSv1.3', certificate: SHOP }),
    },
    {
      name: 'openssl-brief',
      command: s_client(ports.nginx, '-servername', 'shop.example', '-brief', ...CA),
      expected: openssl({
        tlsProtocol: 'TLSv1.3',
        certificate: { dnsNames: [], addresses: [], subject: 'shop.example', namesComplete: false },
      }),
    },
    {
      name: 'openssl-request',
      command: s_client(ports.nginx, '-servername', 'shop.example', '-ign_eof', ...CA),
      input: 'GET / HTTP/1.1\r\nHost: www.shop.example\r\nConnection: close\r\n\r\n',
      expected: openssl({
        tlsProtocol: 'TLSv1.3',
        certificate: SHOP,
        status: 421,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'openssl-x509-names',
      command: s_client(ports.nginx, '-servername', 'shop.example', ...CA),
      into: ['openssl', 'x509', '-noout', '-subject', '-issuer', '-dates', '-ext', 'subjectAltName'],
      expected: openssl({ certificate: SHOP }),
    },
    {
      name: 'openssl-x509-subject',
      command: s_client(ports.nginx, '-noservername'),
      into: ['openssl', 'x509', '-noout', '-subject'],
      expected: openssl({
        certificate: { dnsNames: [], addresses: [], subject: 'default.example', namesComplete: false },
      }),
    },
    {
      name: 'openssl-x509-text',
      command: s_client(ports.nginx, '-servername', 'shop.example', ...CA),
      into: ['openssl', 'x509', '-noout', '-text'],
      expected: openssl({ certificate: SHOP }),
    },
    {
      name: 'openssl-terminal',
      command: s_client(ports.nginx, '-servername', 'shop.example', ...CA),
      terminal: true,
      expected: openssl({ tlsProtocol: 'TLSv1.3', certificate: SHOP }),
    },
    {
      name: 'openssl-handshake-refused',
      command: s_client(ports.reject, '-servername', 'shop.example'),
      failure: 'paste_no_connection_because',
    },
    {
      name: 'openssl-connection-refused',
      command: s_client(ports.closed),
      failure: 'paste_no_connection_because',
    },

    {
      name: 'curl-h2',
      command: curl(...CACERT, ...to('shop.example'), url('shop.example')),
      expected: onCurl('shop.example', {
        certificate: shownByCurl(SHOP, 'shop.example'),
        status: 200,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-h2-421',
      command: curl(...CACERT, ...to('shop.example'), '-H', 'Host: www.shop.example', url('shop.example')),
      expected: onCurl('shop.example', {
        host: 'www.shop.example',
        certificate: shownByCurl(SHOP, 'shop.example'),
        status: 421,
        server: 'nginx/VERSION',
      }),
      // The URL's host, before the Host field shows another.
      whenCut: [onCurl('shop.example', { certificate: shownByCurl(SHOP, 'shop.example') })],
    },
    {
      name: 'curl-h1-421',
      command: curl(
        ...[
          '--http1.1',
          ...CACERT,
          ...to('shop.example'),
          '-H',
          'Host: www.shop.example',
          url('shop.example'),
        ],
      ),
      expected: onCurl('shop.example', {
        host: 'www.shop.example',
        alpn: 'http/1.1',
        certificate: shownByCurl(SHOP, 'shop.example'),
        status: 421,
        server: 'nginx/VERSION',
      }),
      // The URL's host, before the Host field shows another.
      whenCut: [
        onCurl('shop.example', {
          alpn: 'http/1.1',
          certificate: shownByCurl(SHOP, 'shop.example'),
        }),
      ],
    },
    {
      name: 'curl-tls12-wildcard',
      command: curl('--tls-max', '1.2', ...CACERT, ...to('www.shop.example'), url('www.shop.example')),
      expected: onCurl('www.shop.example', {
        tlsProtocol: 'TLSv1.2',
        certificate: shownByCurl(SHOP, '*.shop.example'),
        status: 200,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-wrong-name',
      command: curl(...CACERT, ...to('other.example'), url('other.example')),
      expected: onCurl('other.example', {
        certificate: shownByCurl(
          { ...FALLBACK, issuer: undefined },
          undefined,
          "no alternative certificate subject name matches target host name 'other.example'",
        ),
      }),
    },
    {
      name: 'curl-wrong-name-insecure-421',
      command: curl('-k', ...to('other.example'), url('other.example')),
      expected: onCurl('other.example', {
        certificate: shownByCurl(FALLBACK, undefined, PRIVATE_ROOT),
        status: 421,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-private-ca',
      command: curl(...to('shop.example'), url('shop.example')),
      expected: onCurl('shop.example', {
        tlsProtocol: undefined,
        alpn: undefined,
        certificate: {
          ...{ dnsNames: [], addresses: [], namesComplete: false },
          verifyError: PRIVATE_ROOT,
        },
      }),
    },
    {
      name: 'curl-expired',
      command: curl(...CACERT, ...to('old.example'), url('old.example')),
      expected: onCurl('old.example', {
        tlsProtocol: undefined,
        alpn: undefined,
        certificate: {
          ...{ dnsNames: [], addresses: [], namesComplete: false },
          verifyError: 'certificate has expired',
        },
      }),
    },
    {
      name: 'curl-ip-address',
      command: curl(...CACERT, `https://127.0.0.1:${ports.s_server}/`),
      expected: onCurl('127.0.0.1', {
        port: ports.s_server,
        sni: null,
        alpn: undefined,
        certificate: shownByCurl(SHOP, '127.0.0.1'),
        status: 200,
      }),
      // s_server's page is its own account of the session.
      whenCut: [openssl({ tlsProtocol: 'TLSv1.3' })],
    },
    {
      name: 'curl-ip-address-421',
      command: curl('-k', url('127.0.0.1')),
      expected: onCurl('127.0.0.1', {
        sni: null,
        certificate: shownByCurl(FALLBACK, undefined, PRIVATE_ROOT),
        status: 421,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-connect-to',
      command: curl(...CACERT, '--connect-to', `::127.0.0.1:${ports.nginx}`, 'https://shop.example/'),
      expected: onCurl('shop.example', {
        certificate: shownByCurl(SHOP, 'shop.example'),
        status: 200,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-through-proxy',
      command: curl(...CACERT, '-x', `http://127.0.0.1:${ports.proxy}`, 'https://shop.example/'),
      expected: onCurl('shop.example', {
        address: undefined,
        port: 443,
        certificate: shownByCurl(SHOP, 'shop.example'),
        status: 200,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-redirected',
      command: curl('-k', '-L', ...to('shop.example'), ...to('many.example'), url('shop.example', '/old')),
      expected: onCurl('many.example', {
        certificate: shownByCurl(MANY, undefined, PRIVATE_ROOT),
        status: 200,
        server: 'nginx/VERSION',
      }),
      whenCut: [
        onCurl('shop.example', {
          certificate: shownByCurl(SHOP, undefined, PRIVATE_ROOT),
          status: 301,
          server: 'nginx/VERSION',
        }),
      ],
    },
    {
      name: 'curl-same-connection',
      command: curl(
        ...[...CACERT, ...to('shop.example'), url('shop.example', '/one'), url('shop.example', '/two')],
      ),
      expected: onCurl('shop.example', {
        certificate: shownByCurl(SHOP, 'shop.example'),
        status: 200,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-head-authorised',
      command: curl(
        ...['-I', ...CACERT, ...to('shop.example'), '-H', 'Authorization: Bearer SECRETTOKEN'],
        ...['-H', 'Cookie: session=SECRETCOOKIE', url('shop.example', '/?token=SECRETQUERY')],
      ),
      expected: onCurl('shop.example', {
        certificate: shownByCurl(SHOP, 'shop.example'),
        status: 200,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-upload',
      command: curl(
        ...[
          '--http1.1',
          ...CACERT,
          ...to('shop.example'),
          '-H',
          'Expect: 100-continue',
          '-d',
          'x=SECRETBODY',
        ],
        url('shop.example'),
      ),
      expected: onCurl('shop.example', {
        alpn: 'http/1.1',
        certificate: shownByCurl(SHOP, 'shop.example'),
        status: 200,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-without-tls',
      command: curl(...to('shop.example', ports.plain), `http://shop.example:${ports.plain}/`),
      expected: onCurl('shop.example', {
        ...{ port: ports.plain, sni: undefined, tlsProtocol: undefined, alpn: undefined },
        status: 421,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-connection-refused',
      command: curl(...to('shop.example', ports.closed), url('shop.example', '/', ports.closed)),
      failure: 'paste_no_connection_because',
    },
    {
      name: 'curl-terminal',
      command: ['curl', '-v', ...CACERT, ...to('shop.example'), url('shop.example')],
      terminal: true,
      expected: onCurl('shop.example', {
        certificate: shownByCurl(SHOP, 'shop.example'),
        status: 200,
        server: 'nginx/VERSION',
      }),
    },
    {
      name: 'curl-unknown-host',
      command: curl('https://no.invalid/'),
      failure: 'paste_no_connection_because',
    },
    {
      name: 'curl-not-verbose',
      command: ['curl', '-s', '-k', ...to('other.example'), url('other.example')],
      failure: 'paste_not_verbose',
    },
  ];
}

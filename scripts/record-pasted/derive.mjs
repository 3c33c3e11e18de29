/** Replaces, and fails where there is nothing to replace, so that a derived sample is never just a copy. */
function replace(text, from, to) {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing matches ${from}`);
  return changed;
}

const withoutPem = (text) =>
  replace(text, /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\n/g, '');

/** OpenSSL 1.0.2 and LibreSSL write names with slashes. */
const slashed = (text) =>
  replace(text, /^(.*?(?:depth=\d |\d s:|i:|subject=|issuer=))((?:[A-Z]+ = .*)+)$/gm, (_, start, name) =>
    [
      start,
      ...name.split(/, (?=[A-Z]+ = )/).map((part) => `/${part.replace(' = ', '=').replaceAll('"', '')}`),
    ].join(''),
  );

/** OpenSSL 3.2 and later leave the blanks around `=` out. */
const tight = (text) =>
  replace(
    text,
    /^(.*?(?:depth=\d |\d s:|i:|subject=|issuer=))(.*)$/gm,
    (_, start, name) => start + name.replaceAll(' = ', '='),
  );

/**
 * Variants of recorded outputs: what terminals, editors and people make of them, and the layouts of other versions, after
 * their documentation and sources. `gnutls` is what recordGnutls gave.
 */
export function derive(samples, gnutls) {
  const of = (name) => {
    const found = samples.find((sample) => sample.name === name);
    if (found === undefined) throw new Error(`no recording ${name}`);
    return found;
  };
  const variant = (name, from, how, change, facts = {}, others = []) => {
    const { text, expected, whenCut = [] } = of(from);
    const mayToo = [
      ...whenCut,
      ...others.flatMap((other) => [of(other).expected, ...(of(other).whenCut ?? [])]),
    ];
    const label = JSON.parse(JSON.stringify({ ...expected, ...facts }));
    return {
      ...{ name, made: 'derived', from, how, expected: label },
      ...(mayToo.length === 0 ? {} : { whenCut: mayToo }),
      text: change(text),
    };
  };
  const certificate = (from, changes) => ({ certificate: { ...of(from).expected.certificate, ...changes } });
  const NO_NAMES = { dnsNames: [], addresses: [], namesComplete: false };
  const asked = { host: 'shop.example', port: 443, sni: 'shop.example' };

  return [
    variant('crlf-openssl', 'openssl-tls13', 'Windows line ends', (text) => text.replaceAll('\n', '\r\n')),
    variant('crlf-curl', 'curl-h2-421', 'Windows line ends', (text) => text.replaceAll('\n', '\r\n')),
    variant('cr-openssl', 'openssl-tls12-h2', 'line ends of old Mac editors', (text) =>
      text.replaceAll('\n', '\r'),
    ),
    variant('indented-openssl', 'openssl-tls13', 'indented as code in an issue', (text) =>
      text.replaceAll(/^/gm, '    '),
    ),
    variant(
      'indented-curl',
      'curl-h1-421',
      'indented and fenced',
      (text) => `1. I ran this:\n   \`\`\`\n${text.replaceAll(/^/gm, '   ')}\`\`\`\n`,
    ),
    variant('blank-lines-curl', 'curl-h2-421', 'a blank line after each', (text) =>
      text.replaceAll('\n', '\n\n'),
    ),
    variant(
      'prompt-sh',
      'openssl-tls13',
      'with prompts around',
      (text) =>
        `me@desk:~$ openssl s_client -connect shop.example:443 -servername shop.example </dev/null\n${text}me@desk:~$ \n`,
      asked,
    ),
    variant(
      'prompt-no-sni',
      'openssl-no-sni',
      'with prompts around',
      (text) => `$ openssl s_client -connect shop.example:8443 -noservername < /dev/null\n${text}$ `,
      { host: 'shop.example', port: 8443, sni: null },
    ),
    variant(
      'prompt-address',
      'openssl-no-sni',
      'with prompts around',
      (text) => `% openssl s_client -connect [2001:db8::1]:443\n${text}% `,
      { host: '[2001:db8::1]', port: 443, sni: null },
    ),
    variant(
      'prompt-cmd',
      'openssl-tls12-h2',
      'with prompts around',
      (text) =>
        `C:\\Users\\me>"C:\\Program Files\\OpenSSL\\bin\\openssl.exe" s_client -connect "shop.example:443" -servername "shop.example" < NUL\n${text}\nC:\\Users\\me>`,
      asked,
    ),
    variant('prompt-powershell', 'curl-h2-421', 'as Windows PowerShell 5.1 shows standard error', (text) => {
      const [first, ...rest] = text.split('\n');
      return [
        'PS C:\\Users\\me> curl.exe -sv -H "Host: www.shop.example" https://shop.example/ 2>&1',
        `curl.exe : ${first}`,
        'At line:1 char:1',
        '+ curl.exe -sv https://shop.example/ 2>&1',
        '+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
        `    + CategoryInfo          : NotSpecified: (${first}:String) [], RemoteException`,
        '    + FullyQualifiedErrorId : NativeCommandError',
        ...rest,
      ].join('\n');
    }),
    variant('secrets-openssl', 'openssl-tls12-h2', 'with secrets before and after', (text) =>
      [
        'me@desk:~$ export API_TOKEN=SECRETTOKEN',
        "me@desk:~$ curl -H 'Authorization: Bearer SECRETTOKEN' https://me:SECRETPASSWORD@other.example/",
        replace(text, /(?<=Master-Key: )[0-9A-F]+/, (key) => `SECRETKEY${key}`),
        '-----BEGIN EC PRIVATE KEY-----\nSECRETPRIVATEKEY\n-----END EC PRIVATE KEY-----',
        'me@desk:~$ cat ~/.netrc',
        'machine shop.example login me password SECRETPASSWORD',
      ].join('\n'),
    ),
    variant(
      'secrets-curl',
      'curl-head-authorised',
      'with secrets before and after',
      (text) =>
        `$ curl -I -sv -u me:SECRETPASSWORD -H 'Authorization: Bearer SECRETTOKEN' 'https://shop.example/?token=SECRETQUERY'\n${replace(
          text,
          '> accept: */*',
          '> accept: */*\n> proxy-authorization: Basic SECRETPASSWORD\n> cookie: a=SECRETCOOKIE',
        )}`,
    ),
    variant(
      'half-pem',
      'openssl-tls13',
      'cut off within the certificate',
      (text) => text.slice(0, text.indexOf('-----BEGIN CERTIFICATE-----') + 200),
      { tlsProtocol: undefined, ...certificate('openssl-tls13', NO_NAMES) },
    ),
    variant(
      'no-pem',
      'openssl-tls13',
      'the certificate left out',
      withoutPem,
      certificate('openssl-tls13', NO_NAMES),
    ),
    variant(
      'pem-alone',
      'openssl-tls13',
      'the certificate alone',
      (text) => replace(text, /^[\s\S]*?(-----BEGIN [\s\S]*?-----END CERTIFICATE-----\n)[\s\S]*$/, '$1'),
      { tlsProtocol: undefined },
    ),
    variant(
      'x509-line-cut',
      'openssl-x509-names',
      'cut off within the names',
      (text) => text.slice(0, text.indexOf('xn--')),
      certificate('openssl-x509-names', {
        dnsNames: ['shop.example', '*.shop.example'],
        addresses: [],
        namesComplete: false,
      }),
    ),
    variant(
      'openssl-1.0.2',
      'openssl-tls12-h2',
      'layout of OpenSSL 1.0.2 and LibreSSL (apps/s_client.c, nameopt oneline)',
      (text) =>
        replace(
          replace(slashed(text), /^ {3}[av]:.*\n/gm, ''),
          /New, TLSv1\.2, Cipher/,
          'New, TLSv1/SSLv3, Cipher',
        ),
    ),
    variant(
      'openssl-1.0.2-no-pem',
      'openssl-tls12-h2',
      'as openssl-1.0.2, the certificate left out',
      (text) => withoutPem(replace(slashed(text), /^ {3}[av]:.*\n/gm, '')),
      certificate('openssl-tls12-h2', { ...NO_NAMES, notAfter: undefined }),
    ),
    variant(
      'openssl-3.5',
      'openssl-tls13-h2-showcerts',
      'layout of OpenSSL 3.5 (apps/s_client.c, apps/lib/s_socket.c)',
      (text) =>
        replace(
          replace(
            replace(tight(text), 'CONNECTED(', 'Connecting to 192.0.2.7\nCONNECTED('),
            /^Server Temp Key: .*$/m,
            'Negotiated TLS1.3 group: X25519MLKEM768',
          ),
          /^(New, TLSv1\.3, Cipher .*)$/m,
          '$1\nProtocol: TLSv1.3',
        ),
      { address: '192.0.2.7' },
    ),
    variant(
      'openssl-old-suite',
      'openssl-tls12-server',
      'a cipher suite older than the session (SSL_CIPHER_get_version)',
      (text) => replace(text, /New, TLSv1\.2, Cipher is .*/, 'New, TLSv1.0, Cipher is ECDHE-RSA-AES256-SHA'),
    ),
    variant('curl-7.58', 'curl-h2', 'layout of curl 7.58 (lib/vtls/openssl.c, lib/http2.c)', (text) =>
      replace(
        replace(
          replace(
            replace(text, '* ALPN: offers h2,http/1.1', '* ALPN, offering h2\n* ALPN, offering http/1.1'),
            '* ALPN: server accepted h2',
            '* ALPN, server accepted to use h2',
          ),
          '* using HTTP/2',
          '* Using HTTP2, server supports multi-use\n* Connection state changed (HTTP/2 confirmed)',
        ),
        /^\* h2h3 .*\n/gm,
        '',
      ),
    ),
    variant('curl-8.5', 'curl-h2-421', 'layout of curl 8.5', (text) =>
      replace(
        replace(
          replace(text, / port (\d+) \(#0\)/, ' port $1'),
          '* ALPN: offers h2,http/1.1',
          '* ALPN: curl offers h2,http/1.1',
        ),
        /^\* h2h3 \[(.*)\]$/gm,
        '* [HTTP/2] [1] [$1]',
      ),
    ),
    variant(
      'curl-8.16',
      'curl-h2-421',
      'layout of curl 8.16 (lib/cfilters.c): connected is said after the handshake',
      (text) => {
        const [, port] = / port (\d+) \(#0\)/.exec(text) ?? [];
        const without = replace(text, /^\* Connected to .*\n/m, '');
        return replace(
          replace(
            without,
            '* using HTTP/2',
            `* Established connection to shop.example (127.0.0.1 port ${port}) from 127.0.0.1 port 50000 \n* using HTTP/2`,
          ),
          /^(\* SSL connection using \S+ \/ \S+)$/m,
          '$1 / x25519 / id-ecPublicKey',
        );
      },
    ),
    variant(
      'curl-8-wrong-address',
      'curl-wrong-name',
      'wording of curl 8.9 for addresses (lib/vtls/openssl.c)',
      (text) =>
        replace(
          text.replaceAll('other.example', '127.0.0.1'),
          "target host name '127.0.0.1'",
          "target ipv4 address '127.0.0.1'",
        ),
      {
        host: '127.0.0.1',
        sni: null,
        ...certificate('curl-wrong-name', {
          verifyError: "no alternative certificate subject name matches target ipv4 address '127.0.0.1'",
        }),
      },
    ),
    variant(
      'curl-schannel',
      'curl-h1-421',
      'layout of the curl that comes with Windows (lib/vtls/schannel.c)',
      (text) =>
        replace(
          replace(
            text,
            /^(?:\} \[|\{ \[|\* TLSv|\* {2}\w|\* SSL connection|\* Server certificate:).*\n/gm,
            '',
          ),
          '* ALPN: offers http/1.1',
          '* schannel: disabled automatic use of client certificate\n* ALPN: curl offers http/1.1',
        ).replaceAll('\n', '\r\n'),
      { tlsProtocol: undefined, certificate: undefined },
    ),
    {
      ...{
        name: 'curl-gnutls',
        made: 'derived',
        from: 'git',
        how: 'recorded from git with GnuTLS, its prefixes taken off',
      },
      expected: {
        ...of('curl-h2').expected,
        certificate: { ...of('curl-h2').expected.certificate, ...NO_NAMES },
      },
      text: gnutls,
    },
    variant(
      'both-openssl-first',
      'openssl-tls13',
      'both programs in one text, openssl first',
      (text) => `${text}\n${of('curl-h2-421').text}`,
      {},
      ['curl-h2-421'],
    ),
    variant(
      'both-curl-first',
      'curl-h2-421',
      'both programs in one text, curl first',
      (text) => `${text}\n${of('openssl-tls13').text}`,
      {},
      ['openssl-tls13'],
    ),
    variant('large-body', 'curl-h2-421', 'with the page that a bigger site sends', (text) =>
      replace(text, '</html>', `${'<p>Lorem ipsum dolor sit amet, consetetur.</p>\n'.repeat(2000)}</html>`),
    ),
  ];
}

import { text } from '../../../model/text.js';
import type { Product, RawFacts } from '../../types.js';
import { configHost } from '../config-host.js';
import { byHeader, bySentence, listedLike, misdirectedBody, serverLike, sign } from '../signals.js';

const SENTENCE = 'does not match any Subject Alternative Names (SANs) on TLS certificate';
const OWN_SERVER = /^Varnish$/;
const GUIDE = 'docs.fastly.com/en/guides/common-400-errors';

const refuses = (facts: RawFacts): boolean => misdirectedBody(facts)?.includes(SENTENCE) === true;

/** Fastly writes this field over its own pages; where it is missing, a gateway may have asked and taken it away. */
const signedByItself = (facts: RawFacts): boolean => serverLike(facts, OWN_SERVER) !== undefined;

/** Fastly. Says 421 if the requested host is not among the names of the certificate in use on the connection. */
export const product: Product = {
  id: 'fastly',
  order: 40,
  name: 'Fastly',
  kind: 'cdn',
  responder: (facts) => (refuses(facts) ? sign('certain', bySentence(SENTENCE)) : undefined),
  gateway: (facts) => {
    if (refuses(facts)) return undefined;
    const node = listedLike(facts, 'x-served-by', /^cache-[a-z]/);
    return node === undefined ? undefined : sign('certain', byHeader('X-Served-By', node));
  },
  marks: { server: OWN_SERVER, via: /^1\.[01] varnish$/ },
  condition: text('product_fastly_condition'),
  log: { text: text('product_fastly_log'), look: '421', places: [] },
  implications: [
    {
      cause: 'host-not-served',
      weight: 3,
      text: text('product_fastly_implies_host_not_served'),
      source: GUIDE,
      when: signedByItself,
    },
    {
      cause: 'host-not-served',
      weight: 2,
      text: text('product_fastly_implies_host_not_served'),
      source: GUIDE,
      when: (facts) => !signedByItself(facts),
    },
    {
      cause: 'certificate-mismatch',
      weight: 1,
      text: text('product_fastly_implies_certificate_mismatch'),
      source: GUIDE,
    },
  ],
  fixes: [
    {
      id: 'fastly-tls-domain',
      causes: ['host-not-served', 'certificate-mismatch'],
      role: 'responder',
      title: text('fix_fastly_tls_domain'),
      detail: text('fix_fastly_tls_domain_detail'),
      target: { file: 'Fastly CLI', block: '', change: 'add' },
      lines: (host) => `fastly tls-subscription create --domain ${configHost(host)}`,
      standing: 'documented',
      source: `${GUIDE}; developer.fastly.com/reference/cli/tls-subscription`,
    },
    {
      id: 'fastly-origin-sni',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_send_sni', 'Fastly'),
      target: {
        file: 'main.vcl',
        block: 'backend',
        change: 'replace',
        replaces: ['.ssl_sni_hostname', '.ssl_cert_hostname'],
      },
      lines: (host) =>
        [`.ssl_sni_hostname = "${configHost(host)}";`, `.ssl_cert_hostname = "${configHost(host)}";`].join(
          '\n',
        ),
      standing: 'documented',
      source: 'developer.fastly.com/reference/vcl/declarations/backend',
    },
  ],
  variants: [],
};

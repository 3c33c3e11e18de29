import fc from 'fast-check';
import { CHECK_IDS, LOGGED_REASONS, PASTED_PROGRAMS } from '../../../src/model/check.js';
import { OUTCOMES, REQUEST_TYPES } from '../../../src/model/exchange.js';
import { incidentOf, NOON } from '../../fixtures/build.js';
import { APACHE_PAGE, HAPROXY, NGINX } from '../../fixtures/server-pages.js';
import { check, response } from '../diagnosis/read.js';

const junk = fc.string({ unit: 'binary', maxLength: 200 });
const NAMES = [
  'server',
  'via',
  'age',
  'x-cache',
  'x-varnish',
  'alt-svc',
  'content-type',
  'content-length',
  'x-powered-by',
  'cf-ray',
  'x-served-by',
  'x-azure-ref',
  'x-amz-cf-id',
  'set-cookie',
  'cache-status',
] as const;
/** What would do something if a page took it for markup. */
const MARKUP = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
] as const;
const VALUES = [
  'Apache',
  'nginx/1.22.1',
  'Caddy',
  'cloudflare',
  '1.1 varnish',
  '1.1 gate (squid/5.7)',
  '0',
  '104',
  '99999999999999',
  'text/html; charset=iso-8859-1',
  'text/html; charset=iso-8859-1,text/html',
  'application/json',
  'text/plain',
  'h3=":443"',
  'h3="x:443',
  '((((((((((((((',
  '=="""::',
  'HIT, HIT',
  '$1 $& %s <b>',
  ...MARKUP,
] as const;
const header = fc.record({
  name: fc.oneof(fc.constantFrom(...NAMES), junk),
  value: fc.oneof(fc.constantFrom(...VALUES), junk),
});
const body = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    '',
    APACHE_PAGE,
    NGINX.body,
    HAPROXY.body,
    'Invalid Host header',
    'Misdirected Request\n',
    '{"a":',
    ...MARKUP,
  ),
  junk,
  fc
    .tuple(junk, fc.constantFrom(APACHE_PAGE, '<address>'.repeat(500), ' Server at '.repeat(300)))
    .map((parts) => parts.join('')),
);
const url = fc.constantFrom(
  'https://shop.example/',
  'http://shop.example/',
  'https://shop.example.:8443/',
  'https://192.0.2.10/',
  'https://[2001:db8::1]:444/',
  'wss://shop.example/',
  "https://a$(id)'b.example/",
  'https://xn--bcher-kva.example/',
);
/** Names of a certificate that nobody would issue. */
export const hostileCertificate = fc.option(
  fc.record({ dnsNames: fc.array(junk), addresses: fc.array(junk), issuer: junk }),
  { nil: undefined },
);
/** Incidents with whatever a server, a network or a file could put into them. */
export const hostileIncident = fc
  .record({
    url,
    headers: fc.array(header, { maxLength: 8 }),
    body,
    outcome: fc.constantFrom(...OUTCOMES),
    status: fc.constantFrom(421, 200, 404, 0, -1),
    type: fc.constantFrom(...REQUEST_TYPES),
    method: fc.oneof(fc.constantFrom('GET', 'POST'), junk),
    protocol: fc.constantFrom('http/1.1', 'h2', 'h3', 'h2-or-h3', 'unknown'),
    address: fc.oneof(fc.constantFrom('192.0.2.10', '127.0.0.1', '::1', ''), junk),
    fromCache: fc.boolean(),
    agent: fc.constantFrom('chromium', 'firefox', 'safari', 'other'),
    periods: fc.array(
      fc.record({
        kind: fc.constantFrom('answered', 'misdirected', 'recovered'),
        from: fc.integer({ min: 0, max: NOON }),
        to: fc.integer({ min: 0, max: NOON }),
        count: fc.integer({ min: 0, max: 1000 }),
      }),
      { maxLength: 6 },
    ),
    neighbours: fc.array(
      fc.record({
        host: fc.oneof(fc.constantFrom(...MARKUP), junk),
        port: fc.constant(443),
        address: fc.constant('192.0.2.10'),
        protocol: fc.constant('h2'),
        firstSeen: fc.constant(0),
        lastSeen: fc.constant(NOON),
        count: fc.constant(1),
        lastStatus: fc.constantFrom(200, 421, 0),
        misdirected: fc.constantFrom(0, 3),
      }),
      { maxLength: 3 },
    ),
    checks: fc.array(
      fc
        .tuple(fc.constantFrom(...CHECK_IDS), fc.constantFrom(200, 421, 0, 503), junk)
        .map(([id, status, text]) =>
          check(id, [response(status, { url: text })], { dns: { addresses: [text] } }),
        ),
      { maxLength: 4 },
    ),
    pasted: fc.array(
      fc.record({
        time: fc.constant(NOON),
        program: fc.constantFrom(...PASTED_PROGRAMS),
        sni: fc.oneof(fc.constant(null), junk),
        address: junk,
        status: fc.constantFrom(200, 421, 7),
        reason: fc.constantFrom(...LOGGED_REASONS),
        policy: junk,
        tlsOptions: fc.record({ sni: junk, host: junk }),
        certificate: fc.record({
          dnsNames: fc.array(junk),
          addresses: fc.array(junk),
          issuer: junk,
          namesComplete: fc.boolean(),
        }),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ headers, agent, periods, neighbours, checks, pasted, ...sketch }) => {
    const made = incidentOf(sketch, { agent: { name: agent }, periods, neighbours, checks, pasted });
    const [occurrence] = made.occurrences;
    if (!occurrence) throw new Error('no occurrence');
    const { exchange } = occurrence;
    // Header names and values as they come, not as a sketch's line would have them.
    return {
      ...made,
      occurrences: [
        { ...occurrence, exchange: { ...exchange, response: { ...exchange.response, headers } } },
      ],
    };
  });

import { renderCommand } from '../../src/report/commands.js';
import { codeBlock, codeSpan } from '../../src/report/markdown-text.js';
import type { SuspicionRule } from '../../src/suspicion/rule.js';
import { seenIn } from '../../src/suspicion/seen.js';
import { SUSPICION_RULES, suspicionOf } from '../../src/suspicion/suspicions.js';
import { occurrenceOf } from '../../test/fixtures/build.js';
import { SUSPECT_PAGES } from '../../test/fixtures/suspected/pages.js';
import { table } from './english.js';

const EXAMPLE = 'www.example.com';

/** The words that decide, as a page of the rule has them. */
function wordsOf(rule: SuspicionRule): string {
  const page = SUSPECT_PAGES.find((one) => one.rule === rule.id);
  if (!page) return rule.field ?? '';
  const { url, statusLine, headers, body } = page;
  const status = Number(/ (\d{3})/.exec(statusLine)?.[1]);
  const { exchange } = occurrenceOf({ url, statusLine, headers, status, outcome: 'suspected' });
  return suspicionOf(seenIn(exchange), body)?.words.replaceAll(new URL(url).hostname, EXAMPLE) ?? '';
}

const causesOf = ({ id }: SuspicionRule): string =>
  [...new Set(SUSPECT_PAGES.filter(({ rule }) => rule === id).map(({ cause }) => cause))]
    .map((cause) => `[${cause}](#${cause})`)
    .join(', ');

/** What is left out, for its text or status is that of an ordinary error as well. */
const LEFT_OUT: readonly (readonly [writer: string, why: string])[] = [
  [
    'Tomcat, strict SNI',
    'over HTTP/1.1 its bare page for status 400, which an application’s `sendError(400)` gives as well; over HTTP/2 a reset stream, see below. The sentence "The host header does not match the SNI host" stands in its log alone (measured: Tomcat 10.1.60). That the same URL was answered minutes before is no difference either: an application that rejects a cookie it just set looks the same',
  ],
  [
    'Apache Traffic Server, `host_sni_policy`',
    'its page "Access Denied", the same as for a request that a remap rule denies, also where the same URL was answered before (measured: Traffic Server 9.2.5)',
  ],
  [
    'Envoy and Istio',
    'an empty 404, the same as for a path that no route has; a second status class of one origin is what every site with a missing page shows',
  ],
  ['Traefik, ingress-nginx, HAProxy', 'the same page for an unknown host and an unknown path'],
  ['GitLab Pages, Webflow, Azure Front Door', 'the same page for an unknown site and a missing page'],
  ['Shopify', 'the same page for a shop that is closed'],
  ['Render', '`x-render-routing: no-server` also of a service that is down'],
  ['Fly', 'an unknown name fails in the TLS handshake'],
  ['Cloud Foundry', 'the same words where only the path has no route'],
];

/** Failures before a response, and what is made of them. Measured: Chromium 156, Firefox 153. */
const FAILURES: readonly (readonly [what: string, chrome: string, firefox: string, causes: string])[] = [
  [
    'a certificate for another name (nginx’s or Apache’s default site)',
    '`net::ERR_CERT_COMMON_NAME_INVALID`',
    '`SSL_ERROR_BAD_CERT_DOMAIN` (2153394164)',
    '[certificate-mismatch](#certificate-mismatch)',
  ],
  [
    'the alert unrecognized_name (nginx `ssl_reject_handshake`, HAProxy `strict-sni`, OpenSSL)',
    '`net::ERR_SSL_UNRECOGNIZED_NAME_ALERT`',
    '`SSL_ERROR_UNRECOGNIZED_NAME_ALERT` (2153394070)',
    '[host-not-served](#host-not-served)',
  ],
  [
    'either, of a host that was well within minutes',
    'the same',
    'the same',
    '[balancer-inconsistent](#balancer-inconsistent), then the one above',
  ],
  [
    'a stream that is reset with PROTOCOL_ERROR (Tomcat, strict SNI)',
    '`net::ERR_HTTP2_PROTOCOL_ERROR`',
    'NS_ERROR_NET_RESET (2152398868)',
    'none: a page with a forbidden field or a wrong length gives the same each time, and in Firefox any lost connection',
  ],
  [
    'a connection that is closed without an alert (Node, an error of SNICallback)',
    '`net::ERR_CONNECTION_CLOSED`',
    'NS_ERROR_NET_RESET (2152398868)',
    'none: any lost connection is the same',
  ],
  [
    'a certificate of an unknown authority, whatever its name (TLS inspection, a portal)',
    '`net::ERR_CERT_AUTHORITY_INVALID`',
    'SEC_ERROR_UNKNOWN_ISSUER and its like',
    'none: it is not said whether the name fits',
  ],
];

const failuresSection = (): string =>
  [
    '## Navigations that fail',
    'A page that cannot be opened shows nothing by itself: the log-in page of a public network, a filter, antivirus or TLS inspection, and a plain mistake give the same. So the error is *suspected* only with a difference, is never more than *possible*, and [client-middlebox](#client-middlebox) is always named beside it. All of this must be so, within five minutes:',
    [
      '- The host failed twice in the same way, at the same address, and the tab shows the error: not so after the https try of an http URL, which the browser makes of its own accord.',
      '- In between, another host of its site had a good response from that address, and did not fail itself; or the host itself had one, and one before as well. A portal answers for every host, and cannot answer for another host of the site.',
      '- No page of another site failed, in whatever way, and the browser neither lost its network nor got another.',
      '- In Firefox no proxy was used: its address is that of all hosts.',
    ].join('\n'),
    'Firefox gives the address of a failed request, Chromium none. There the address is the one at which the host itself was well within minutes before; of a host that never was, Chromium shows no difference, and Missent says nothing.',
    table(['what the server does', 'Chromium', 'Firefox', 'causes'], FAILURES),
  ].join('\n\n');

/** For docs/causes.md: the pages that are suspected, and those that are not. */
export const suspectedSection = (): string =>
  [
    '## Without a 421',
    'Some servers, CDNs and platforms say in their own words that a request is not theirs. Missent shows such a page as *suspected*: a grey `?`, and never more than *likely*. Each rule takes a status, fields that name the writer, and a text that the writer has for this case alone; where a platform serves the page under its own domain, it means only that a site does not exist, and nothing is said. Of a response whose fields name no writer nothing is read.',
    table(
      ['who writes it', 'status', 'what decides', 'causes', 'at most', 'source'],
      SUSPICION_RULES.map((rule) => [
        rule.writer,
        rule.statuses.join(', '),
        codeSpan(wordsOf(rule)),
        causesOf(rule),
        rule.most,
        rule.source,
      ]),
    ),
    'Left out, for their page is that of an ordinary error as well, or decides nothing by itself:',
    table(['who', 'why'], LEFT_OUT),
    failuresSection(),
  ].join('\n\n');

/** For docs/products.md: how a host is added where its writer says how. */
export const servedBySection = (): string =>
  [
    '# Writers of pages without a 421',
    'They are not recognised as the writers of a 421. What they say without one is in [causes.md](causes.md#without-a-421). These are the commands by which the host is added there, as documented.',
    ...SUSPICION_RULES.filter(({ serve }) => serve !== undefined).map(({ writer, serve }) =>
      [
        `## ${writer}: add the host`,
        codeBlock(renderCommand({ words: serve?.words(EXAMPLE) ?? [] }, 'sh') ?? '', 'sh'),
        `*Documented*: ${serve?.source}`,
      ].join('\n\n'),
    ),
  ].join('\n\n');

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
    'over HTTP/1.1 its bare page for status 400, which an application’s `sendError(400)` gives as well; over HTTP/2 a reset stream. The sentence "The host header does not match the SNI host" stands in its log alone (measured: Tomcat 10.1.60)',
  ],
  [
    'Apache Traffic Server, `host_sni_policy`',
    'its page "Access Denied", the same as for an address that ip_allow or a remap rule refuses',
  ],
  ['Envoy and Istio', 'an empty 404, the same as for a path that no route has'],
  ['Traefik, ingress-nginx, HAProxy', 'the same page for an unknown host and an unknown path'],
  ['GitLab Pages, Webflow, Azure Front Door', 'the same page for an unknown site and a missing page'],
  ['Shopify', 'the same page for a shop that is closed'],
  ['Render', '`x-render-routing: no-server` also of a service that is down'],
  ['Fly', 'an unknown name fails in the TLS handshake'],
  ['Cloud Foundry', 'the same words where only the path has no route'],
];

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

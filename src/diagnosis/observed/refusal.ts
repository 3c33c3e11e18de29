import { phraseOf } from '../products/signals.js';
import type { Facts } from '../types.js';
import { surfaced } from './page.js';

/** Values of X-Powered-By that only an application's framework sends; Plesk and IIS set it on every response. */
const FRAMEWORK = /^(?:express|php|next\.js|nuxt|phusion passenger)/i;

export const frameworkHeader = (facts: Facts): string | undefined =>
  facts.headers('x-powered-by').find((value) => FRAMEWORK.test(value));

/** Phrases that a server has in its table: RFC 9110's, and LiteSpeed's. Any other was written into a program. */
const TABLED_PHRASE = /^(?:Misdirected Request|Bad Mapping)$/i;

/** The reason phrase is a program's own; '' where there is none at all, which gateways and servers do not leave out. */
export function ownPhrase(facts: Facts): string | undefined {
  const phrase = surfaced(facts) ? phraseOf(facts) : undefined;
  return phrase === undefined || TABLED_PHRASE.test(phrase) ? undefined : phrase;
}

/** Longer texts are pages about something. Characters. */
const SHORT = 400;

/** Words by which a list of allowed hosts refuses: in a sentence, or as an error code. */
const REFUSES_HOST = [
  /\b(?:bad|blocked|disallowed|forbidden|illegal|invalid|unexpected|unknown|unrecogni[sz]ed|unsupported|untrusted|wrong)[ _-](?:request[ _-])?host(?:[ _-]?name)?\b/i,
  /\bhost(?:[ _-]?name)?(?: header)?[ _-](?:(?:is|was)[ _-])?(?:not[ _-](?:allowed|authori[sz]ed|configured|expected|found|known|permitted|recogni[sz]ed|served|supported|trusted|valid)|blocked|denied|disallowed|forbidden|invalid|mismatch|refused|rejected|unexpected|unknown|unrecogni[sz]ed|unsupported|untrusted)\b/i,
  /\bhost(?:[ _-]?name)?(?: header)?[ _-](?:does not|doesn.t|did not|didn.t|must|should)[ _-]/i,
  /\bhost header\b/i,
];

/** What is said of the connection, as Apache and Fastly do, is no list of hosts. */
const OF_CONNECTION = /\bSNI\b|server name indication|\bcertificate\b|\bTLS\b/i;

/** A short text or JSON that refuses the host by name. */
export function refusesHost(facts: Facts): boolean {
  if (!surfaced(facts) || facts.body === undefined) return false;
  const words = facts.body
    .replace(/<style[^>]{0,200}>[^<]{0,4000}<\/style>/gi, ' ')
    .replace(/<[^>]{0,300}>/g, ' ');
  const shown = words.replace(/\s+/g, ' ').trim();
  return (
    shown.length <= SHORT && !OF_CONNECTION.test(shown) && REFUSES_HOST.some((pattern) => pattern.test(shown))
  );
}

/**
 * Who wrote a text of which no product is known: an application, by its format or by fields that frameworks set; a
 * server, by a rule in the configuration of one that shows itself. undefined where either may have.
 */
export function writerOf(facts: Facts): 'application' | 'server' | undefined {
  const { responder } = facts;
  if (responder && responder.sure !== 'possible') {
    return responder.product.kind === 'framework' ? 'application' : 'server';
  }
  const application =
    facts.dataFormat !== undefined ||
    frameworkHeader(facts) !== undefined ||
    ownPhrase(facts) !== undefined ||
    facts.header('etag') !== undefined ||
    facts.header('x-content-type-options') !== undefined;
  if (application) return 'application';
  // A Server field over a text that its program does not write by itself: a rule there may have, which names no charset
  // unless configured to (measured: nginx 1.22.1, lighttpd 1.4.69).
  const charset = /;\s*charset=/i.test(facts.header('content-type') ?? '');
  return !charset && facts.gateways.some(({ sure }) => sure === 'possible') ? 'server' : undefined;
}

/** Nothing but a Content-Type: servers' own empty 421s have none, programs set it before they write nothing. */
export const emptyWithType = (facts: Facts): boolean =>
  surfaced(facts) &&
  facts.header('content-type') !== undefined &&
  (facts.body === '' || (facts.body === undefined && facts.header('content-length') === '0'));

import { phraseOf } from '../products/signals.js';
import type { Facts, RawFacts } from '../types.js';
import { surfaced } from './page.js';

/** Values of X-Powered-By that only an application's framework sends; Plesk and IIS set it on every response. */
const FRAMEWORK =
  /^(?:express|php|next\.js|nuxt|phusion passenger|servlet|jsf|jsp|undertow|perl dancer|strapi|sails|craft cms|hono|kemal)/i;

/** Fields that a framework or an application sets by itself, and no server. */
const FRAMEWORK_FIELDS: readonly (readonly [string, string])[] = [
  ['x-runtime', 'Rack'],
  ['x-rack-cache', 'Rack'],
  ['x-aspnet-version', 'ASP.NET'],
  ['x-aspnetmvc-version', 'ASP.NET MVC'],
  ['x-application-context', 'Spring Boot'],
  ['x-drupal-cache', 'Drupal'],
  ['x-jenkins', 'Jenkins'],
  ['x-redirect-by', 'WordPress'],
  ['x-pingback', 'WordPress'],
  ['x-discourse-route', 'Discourse'],
];

/** The framework that the response names, by value or by a field of its own. */
export const frameworkHeader = (facts: RawFacts): string | undefined =>
  facts.headers('x-powered-by').find((value) => FRAMEWORK.test(value)) ??
  FRAMEWORK_FIELDS.find(([field]) => facts.header(field) !== undefined)?.[1];

/** Phrases that a server has in its table: RFC 9110's, and LiteSpeed's. Any other was written into a program. */
const TABLED_PHRASE = /^(?:Misdirected Request|Bad Mapping)$/i;

/** The reason phrase is a program's own; '' where there is none at all, which gateways and servers do not leave out. */
export function ownPhrase(facts: Facts): string | undefined {
  const phrase = surfaced(facts) ? phraseOf(facts) : undefined;
  return phrase === undefined || TABLED_PHRASE.test(phrase) ? undefined : phrase;
}

/** Longer texts are pages about something. Characters. */
const SHORT = 400;
/** Characters, with their markup, of a page whose text can be that short. */
const LOOKED_AT = 8192;

/** Words by which a list of allowed hosts refuses: in a sentence, or as an error code. */
const REFUSES_HOST = [
  /\b(?:bad|blocked|disallowed|forbidden|illegal|invalid|unexpected|unknown|unrecogni[sz]ed|unsupported|untrusted|wrong)[ _-](?:request[ _-])?(?:host(?:[ _-]?name)?|authority)\b/i,
  /\bhost(?:[ _-]?name)?(?: header)?[ _-](?:(?:is|was)[ _-])?(?:not[ _-](?:allowed|authori[sz]ed|configured|expected|found|known|permitted|recogni[sz]ed|served|supported|trusted|valid)|blocked|denied|disallowed|forbidden|invalid|mismatch|refused|rejected|unexpected|unknown|unrecogni[sz]ed|unsupported|untrusted)\b/i,
  /\bhost(?:[ _-]?name)?(?: header)?[ _-](?:does not|doesn.t|did not|didn.t|must|should)[ _-]/i,
  /\bhost header\b/i,
];

/** What is said of the connection, as Apache and Fastly do, is no list of hosts. */
const OF_CONNECTION = /\bSNI\b|server name indication|\bcertificate\b|\bTLS\b/i;

/** What is shown of a text or of JSON, where it is short. A page that a gateway put over the response says nothing of it. */
function shownText(facts: Facts): string | undefined {
  const { body, gateways } = facts;
  if (!surfaced(facts) || body === undefined || body.length > LOOKED_AT) return undefined;
  if (gateways.some(({ replaced }) => replaced)) return undefined;
  const words = body.replace(/<style[^>]{0,200}>[^<]{0,4000}<\/style>/gi, ' ').replace(/<[^>]{0,300}>/g, ' ');
  const shown = words.replace(/\s+/g, ' ').trim();
  return shown.length <= SHORT ? shown : undefined;
}

/** A short text or JSON that refuses the host by name. */
export function refusesHost(facts: Facts): boolean {
  const shown = shownText(facts) ?? '';
  return !OF_CONNECTION.test(shown) && REFUSES_HOST.some((pattern) => pattern.test(shown));
}

/** Names of the two that are compared: what TLS was told, and what HTTP asks for. In a sentence, or in an error code. */
const TLS_NAME = /(?:\b|_)SNI(?:\b|_)|\bserver name indication\b|\bTLS (?:host|server|server name|name)\b/i;
const HTTP_NAME = /(?:\b|_)(?:host|authority|hostname|CONNECT)(?:\b|_)/i;
const DIFFER = /\b(?:not|differs?|different)\b|n.t\b|mismatch|!=/i;
const OTHER_CONNECTION =
  /\bconnection (?:was |is )?(?:opened|made|established|meant|used) for (?:a different|another|some other) (?:host|name|site)/i;

/** A short text that says why: SNI and Host differ, or the connection was made for another host. */
export function speaksOfNames(facts: Facts): boolean {
  const shown = shownText(facts) ?? '';
  return (
    (TLS_NAME.test(shown) && HTTP_NAME.test(shown) && DIFFER.test(shown)) || OTHER_CONNECTION.test(shown)
  );
}

/**
 * What 421 means in SMTP and FTP (RFC 5321 section 4.2.3, RFC 959 section 4.2.1), and limits of other kinds. That one should
 * try again later, pages for any error say.
 */
const OTHER_MEANING =
  /\btoo many (?:\S+ ){0,3}(?:clients|connections|logins|requests|users)\b|\brate[ -]?limit|\bthrottl|\bclosing (?:the )?(?:control |transmission )?(?:channel|connection)\b|\b421[ -]4\.\d{1,3}\.\d{1,3}\b/i;

/** A short text about load or limits. A server's own page has other words. */
export const speaksOfLimits = (facts: Facts): boolean => OTHER_MEANING.test(shownText(facts) ?? '');

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

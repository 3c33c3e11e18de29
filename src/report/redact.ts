import { authorityOf, originOf, withoutTrailingDot } from '../model/authority.js';
import type { Incident } from '../model/incident.js';
import type { ReportOptions } from './options.js';

/** Takes paths and query strings out of a value, or gives it back as it is where the user takes them in. */
export type Redact = (value: string) => string;

const URL_IN_TEXT = /\b(?:https?|wss?):\/\/[^\s"'<>`]+/gi;

/** The origin of a URL, with `/…` where a path or query follows it. */
function withoutPath(url: string): string {
  const authority = authorityOf(url);
  if (authority === undefined) return '…';
  const origin = originOf(authority);
  const { pathname, search, hash } = new URL(url);
  if (pathname !== '/' || search !== '' || hash !== '') return `${origin}/…`;
  return url.endsWith('/') ? `${origin}/` : origin;
}

/** Every URL in the value keeps its origin only; a value that is a path of the incident's requests becomes `/…`. */
export function redactor(incident: Incident, { includePaths }: Pick<ReportOptions, 'includePaths'>): Redact {
  if (includePaths) return (value) => value;
  const paths = new Set<string>();
  for (const { exchange } of incident.occurrences) {
    if (!URL.canParse(exchange.request.url)) continue;
    const { pathname, search } = new URL(exchange.request.url);
    if (search !== '') paths.add(search).add(search.slice(1));
    if (pathname !== '/') paths.add(pathname).add(pathname + search);
  }
  return (value) => (paths.has(value) ? '/…' : value.replace(URL_IN_TEXT, withoutPath));
}

/**
 * The request's URL for a command: a command must have a URL that works, so a path that is left out becomes `/`.
 */
export function redactWord(word: string, { includePaths }: Pick<ReportOptions, 'includePaths'>): string {
  const authority = includePaths || !/^https?:\/\//i.test(word) ? undefined : authorityOf(word);
  return authority === undefined ? word : `${originOf(authority)}/`;
}

/** The address of a step's link: a manual's stays whole, one of the site itself loses its path. */
export function redactLink(url: string, incident: Incident, redact: Redact): string {
  const host = authorityOf(url)?.host;
  const own = withoutTrailingDot(incident.authority.host);
  return host === undefined || withoutTrailingDot(host) === own ? redact(url) : url;
}

import { isIpLiteral } from '../../model/authority.js';
import { isIgnored, MAX_IGNORED_HOSTS, withIgnored } from '../../model/settings.js';
import { type Text, text } from '../../model/text.js';

/** A pattern for Settings.ignoredHosts, or why the text is none. */
export type PatternResult =
  | { readonly ok: true; readonly pattern: string }
  | { readonly ok: false; readonly problem: Text };

const refuse = (problem: Text): PatternResult => ({ ok: false, problem });

/** Longest host name in text form (RFC 1035 section 2.3.4). */
const MAX_NAME = 253;
/** Letters, digits and hyphens, and the underscore that DNS itself allows (RFC 2181 section 11). */
const NAME = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+\.?$/;
const QUAD = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * What a person typed or pasted, as a pattern: a host name, an address, a URL (its host counts), or `*.` and a name for
 * all names under it. Names become A-labels in lower case, as `URL.hostname` gives them; ports do not count.
 */
export function readPattern(typed: string): PatternResult {
  const wanted = typed.trim();
  if (wanted === '') return refuse(text('options_host_empty'));
  const wild = wanted.startsWith('*.');
  const host = hostOf(wild ? wanted.slice(2) : wanted);
  if (host === undefined || (wild && isIpLiteral(host))) return refuse(text('options_host_wrong', wanted));
  return { ok: true, pattern: wild ? `*.${host}` : host };
}

function hostOf(wanted: string): string | undefined {
  const [scheme] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(wanted) ?? [];
  if (scheme !== undefined && !/^https?:/i.test(scheme)) return undefined;
  const url = scheme === undefined ? `https://${wanted}` : wanted;
  if (!URL.canParse(url)) return undefined;
  const { hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return undefined;
  if (hostname.startsWith('[')) return hostname;
  if (hostname.length > MAX_NAME || !NAME.test(hostname)) return undefined;
  // URLs read `1` and `0x7f` as addresses; nobody who types them means that.
  if (QUAD.test(hostname) && !wanted.includes(hostname)) return undefined;
  return hostname;
}

/** The list with the pattern in its place in the alphabet, or why it is not taken in. */
export function addPattern(
  patterns: readonly string[],
  pattern: string,
):
  | { readonly ok: true; readonly patterns: readonly string[] }
  | { readonly ok: false; readonly problem: Text } {
  if (patterns.includes(pattern)) return { ok: false, problem: text('options_host_there', pattern) };
  const covering = patterns.find((each) => isIgnored(pattern, [each]));
  if (covering !== undefined) return { ok: false, problem: text('options_host_covered', pattern, covering) };
  const added = withIgnored(pattern, patterns);
  return added
    ? { ok: true, patterns: added }
    : { ok: false, problem: text('options_host_full', String(MAX_IGNORED_HOSTS)) };
}

import { isIpLiteral } from './authority.js';

/** Longest host name in text form (RFC 1035 section 2.3.4). */
const MAX_NAME = 253;
/** Letters, digits and hyphens, and the underscore that DNS itself allows (RFC 2181 section 11). */
const NAME = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+\.?$/;
const QUAD = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * What a person wrote, as a pattern: a host name, an address, a URL (its host counts), or `*.` and a name for all names
 * under it. Names become A-labels in lower case, as `URL.hostname` gives them; ports do not count. undefined: it is none.
 */
export function hostPatternOf(written: string): string | undefined {
  const wanted = written.trim();
  const wild = wanted.startsWith('*.');
  const host = hostOf(wild ? wanted.slice(2) : wanted);
  if (host === undefined || (wild && isIpLiteral(host))) return undefined;
  return wild ? `*.${host}` : host;
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

/** Whether one of the patterns is meant for this host, as `URL.hostname` gives it. */
export function matchesHost(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern,
  );
}

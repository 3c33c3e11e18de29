import { authorityOf, isIpLiteral } from '../../model/authority.js';
import { httpCommand } from './http-command.js';

/** What the command line shows that the output may not. */
export interface CommandRequest {
  readonly host?: string;
  readonly port?: number;
  /** null: the command sends no SNI. */
  readonly sni?: string | null;
}

/** Characters of a command line that are looked at. */
const MAX_LINE = 4096;
const HOST = /^(?:[A-Za-z0-9_*-][A-Za-z0-9_.-]{0,252}|\[[0-9A-Fa-f:.]{2,45}\])$/;

/** An option's value, without quotes of whatever shell. */
function option(line: string, name: string): string | undefined {
  const value = new RegExp(`\\s--?${name}[\\s=]+(\\S+)`).exec(line)?.[1];
  return value === undefined ? undefined : withoutQuotes(value);
}

const QUOTES = `^"'`;

function withoutQuotes(value: string): string {
  let [from, to] = [0, value.length];
  while (from < to && QUOTES.includes(value.charAt(from))) from++;
  while (to > from && QUOTES.includes(value.charAt(to - 1))) to--;
  return value.slice(from, to);
}

/** A host name or address in lower case; undefined for every other text. */
export const hostIn = (value: string | undefined): string | undefined =>
  value !== undefined && HOST.test(value) ? value.toLowerCase() : undefined;

/**
 * The `openssl s_client` line of a pasted prompt. SNI: the name after -servername; none with -noservername, and none
 * for an address to connect to without -servername. For a name to connect to it depends on the version (1.1.1 and later
 * send it, LibreSSL and 1.0.2 do not), so it stays unknown.
 */
export function requestOfOpenssl(promptLine: string): CommandRequest | undefined {
  const line = promptLine.slice(0, MAX_LINE);
  if (!/\bopenssl(?:\.exe)?["']?\s+s_client\b/i.test(line)) return undefined;
  const [, target, digits] = /^(.*?)(?::(\d{1,5}))?$/.exec(option(line, 'connect') ?? '') ?? [];
  const connectHost = hostIn(target);
  const named = hostIn(option(line, 'servername'));
  const silent = /\s-noservername\b/.test(line) || (connectHost !== undefined && isIpLiteral(connectHost));
  const host = named ?? connectHost;
  return {
    ...(host === undefined ? {} : { host }),
    ...(digits === undefined ? {} : { port: Number(digits) }),
    ...(named !== undefined ? { sni: named } : silent ? { sni: null } : {}),
  };
}

/** The `curl` line of a pasted prompt; curl takes SNI from the URL, and sends none for an address (RFC 6066 section 3). */
export function requestOfCurl(promptLine: string): CommandRequest | undefined {
  const line = promptLine.slice(0, MAX_LINE);
  if (!/\bcurl(?:\.exe)?["']?\s/i.test(line) || /^[*<>] /.test(line)) return undefined;
  const { client, url, named } = httpCommand(line) ?? {};
  const authority = client !== 'curl' || url === undefined ? undefined : authorityOf(url);
  if (authority?.scheme !== 'https' || named === undefined) return undefined;
  return { host: authority.host, port: authority.port, sni: isIpLiteral(named) ? null : named };
}

import { authorityOf, hostFieldOf } from '../../../model/authority.js';
import { TUNNEL_REFUSED } from '../../../model/exchange.js';
import type { Header } from '../../../model/header.js';
import { headerValue } from '../../../model/header.js';
import type { Protocol } from '../../../model/protocol.js';
import { type HttpCommand, httpCommand } from '../http-command.js';
import { wholeCommand } from '../shell-words.js';
import { bodyFrom, isPrompt } from './body-lines.js';
import { clientOf } from './client.js';
import type { Client, FoundResponse, SeenResponse, Target, TextKind } from './found.js';

/** Characters of one line that are looked at. */
const MAX_LINE = 8192;
/** Header fields of one message that are looked at. */
const MAX_FIELDS = 200;

/** A URL is of a sentence that begins like a status line; more blanks are a table's (siege). */
const STATUS = /^HTTP\/(1\.0|1\.1|2(?:\.0)?|3(?:\.0)?) (\d{3})(?:$| ((?:(?! {2})(?!:\/\/).)*) {0,2}$)/;
/** HTTP/2 as wget2 shows it. */
const PSEUDO_STATUS = /^:status: ?(\d{3})$/;
/** The status line of LWP's lwp-request, and of developer tools for HTTP/2: no version. */
const BARE_STATUS = /^(\d{3}) ?([A-Za-z][A-Za-z ]{0,60})?$/;
/** OkHttp's logging interceptor: `<-- 421 Misdirected Request https://host/path (12ms)`. */
const OKHTTP_STATUS =
  /^(?:[\w/ :.()-]{0,120}?[:|] )?<-- (\d{3})(?: ([A-Za-z ]{1,60}?))? (https?:\/\/\S+) \(\d{1,9}ms/;
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):(?:$|[ \t](.*)$)/;
const REQUEST_LINE = /^([A-Z]{3,16}) (\S{1,4096}) HTTP\/(\d(?:\.\d)?)$/;
/** A pseudo-header field of a request over HTTP/2 (RFC 9113 section 8.3.1), as its program puts it: plain, quoted, in brackets. */
const PSEUDO =
  /^.{0,120}?(?<![\w:])["'[]?:(method|path|scheme|authority)["']?(?:: | = | => )["']?([!-~]{1,4096}?)["'\]]?,?$/;
const URL_WORD = /https?:\/\/[^\s"'<>^`]+/gi;

/** What was seen of the request, and of the connection, up to a line. */
interface Seen {
  kind: TextKind;
  client: Client | undefined;
  /** Named by a command line, or by the program itself as the URL that it gets. */
  url: string | undefined;
  method: string | undefined;
  host: string | undefined;
  path: string | undefined;
  tls: boolean | undefined;
  address: string | undefined;
  proxied: boolean;
  command: HttpCommand | undefined;
}

const fresh = (): Seen => ({
  ...{ kind: 'message', client: undefined, url: undefined, method: undefined, host: undefined },
  ...{ path: undefined, tls: undefined, address: undefined, proxied: false, command: undefined },
});

/**
 * The final responses in a text: from `curl -i` and `curl -v`, wget, wget2, HTTPie, lynx, w3m, lwp-request, OkHttp's
 * log, `openssl s_client`, or as they are on the wire. The request that stands before a response says where it went.
 */
export function messagesIn(lines: readonly string[]): SeenResponse[] {
  const found: SeenResponse[] = [];
  const seen = fresh();
  for (let at = 0; at < lines.length; at++) {
    const whole = (lines[at] ?? '').slice(0, MAX_LINE);
    const status = statusAt(lines, at, whole);
    if (status === undefined) {
      if (isPrompt(whole)) {
        const { command, next } = wholeCommand(lines, at);
        learnCommand(seen, command);
        at = next - 1;
      } else learn(seen, whole);
      continue;
    }
    const { headers, next, blank } = fieldsFrom(lines, at + 1, status.prefix);
    if (status.code === 421 || (status.code >= 200 && seen.method !== 'CONNECT')) {
      const response = responseOf(lines, { at, status, headers, seen, next, blank });
      found.push({ status: status.code, response });
    }
    if (status.code >= 200 || seen.method === 'CONNECT') finish(seen, status, headers);
    at = Math.max(at, next - 1);
  }
  return found;
}

interface Status {
  readonly code: number;
  readonly line: string;
  readonly protocol: Protocol;
  /** What stands before each line of the message. */
  readonly prefix: string;
  readonly url?: string;
}

function statusAt(lines: readonly string[], at: number, whole: string): Status | undefined {
  const prefix = /^(?:< |[ \t]{1,8})?/.exec(whole)?.[0] ?? '';
  const line = whole.slice(prefix.length).trimEnd();
  const [, version, digits] = STATUS.exec(line) ?? [];
  if (version !== undefined && digits !== undefined)
    return { code: Number(digits), line, protocol: protocolOf(version), prefix };
  const pseudo = PSEUDO_STATUS.exec(line)?.[1];
  if (pseudo !== undefined) return { code: Number(pseudo), line: `HTTP/2 ${pseudo}`, protocol: 'h2', prefix };
  const [, logged, , url] = OKHTTP_STATUS.exec(line) ?? [];
  if (logged !== undefined && url !== undefined)
    return { code: Number(logged), line: '', protocol: 'unknown', prefix: '', url };
  const bare = BARE_STATUS.exec(line);
  // A number and words are a status line only where fields follow.
  const fields = [lines[at + 1], lines[at + 2]].every((next) => FIELD.test((next ?? '').trim()));
  return bare !== null && fields && prefix === ''
    ? { code: Number(bare[1]), line: '', protocol: 'unknown', prefix }
    : undefined;
}

/** `1.1`, `2`, `2.0`, `3`; also as ALPN has it (`h2`, `http/1.1`). */
export function protocolOf(version: string): Protocol {
  const digit = /^(?:http\/|h)?([123])/i.exec(version)?.[1];
  return digit === '1' ? 'http/1.1' : digit === '2' ? 'h2' : digit === '3' ? 'h3' : 'unknown';
}

/** Lines that curl puts between the fields of a message. */
const BETWEEN = /^(?:\* |[{}] \[|$)/;

function fieldsFrom(lines: readonly string[], from: number, prefix: string) {
  const headers: Header[] = [];
  let at = from;
  for (; at < lines.length && headers.length < MAX_FIELDS; at++) {
    const whole = (lines[at] ?? '').slice(0, MAX_LINE);
    if (prefix === '< ' && BETWEEN.test(whole)) continue;
    if (whole.trimEnd() === prefix.trimEnd()) return { headers, next: at + 1, blank: true };
    if (!whole.startsWith(prefix)) break;
    const [, name, value = ''] = FIELD.exec(whole.slice(prefix.length).trimEnd()) ?? [];
    if (name === undefined) break;
    headers.push({ name, value: value.trim() });
  }
  return { headers, next: at, blank: false };
}

interface Found {
  readonly at: number;
  readonly status: Status;
  readonly headers: readonly Header[];
  readonly seen: Seen;
  readonly next: number;
  /** The empty line that ends the header section was there. */
  readonly blank: boolean;
}

function responseOf(
  lines: readonly string[],
  { at, status, headers, seen, next, blank }: Found,
): FoundResponse {
  const digits = headerValue(headers, 'content-length');
  const length = digits !== undefined && /^\d{1,12}$/.test(digits) ? Number(digits) : undefined;
  // wget writes a body elsewhere, if at all.
  const bodiless =
    status.code !== 421 || seen.method === 'HEAD' || seen.kind === 'wget' || !(blank || length === 0);
  const body = bodiless ? undefined : bodyFrom(...bodyLines(lines, next, status.prefix), length);
  const date = Date.parse(headerValue(headers, 'date') ?? '');
  const tunnel = seen.method === 'CONNECT';
  const client = seen.client ?? clientByText(seen, status, headers);
  return {
    kind: seen.kind,
    line: at,
    target: targetOf(seen, status),
    ...(seen.method === undefined || tunnel ? {} : { method: seen.method }),
    statusLine: tunnel ? TUNNEL_REFUSED : status.line,
    headers: tunnel
      ? []
      : headers.filter(({ name }) => !/^(?:Client-(?:Date|Peer|Response-Num|SSL-)|Soup-Debug)/.test(name)),
    ...(body === undefined || tunnel ? {} : { body }),
    protocol: status.protocol,
    ...(seen.address === undefined ? {} : { address: seen.address }),
    ...(seen.proxied || tunnel ? { proxied: true } : {}),
    ...(Number.isFinite(date) ? { time: date } : {}),
    ...(client === undefined ? {} : { client }),
  };
}

/** libsoup's logger puts the mark of a response before each line of its body, too. */
function bodyLines(lines: readonly string[], from: number, prefix: string): [readonly string[], number] {
  const marked = (line: string | undefined): boolean =>
    line?.startsWith('< ') === true && !/^< HTTP\//.test(line);
  if (prefix !== '< ' || !marked(lines[from])) return [lines, from];
  const end = lines.findIndex((line, at) => at > from && !marked(line));
  return [lines.slice(from, end < 0 ? undefined : end).map((line) => line.slice(2)), 0];
}

function clientByText(seen: Seen, { url }: Status, headers: readonly Header[]): Client | undefined {
  if (url !== undefined) return { name: 'OkHttp' };
  if (headerValue(headers, 'client-peer') !== undefined) return { name: 'libwww-perl' };
  return seen.kind === 'curl' || seen.kind === 'wget' || seen.kind === 'openssl'
    ? { name: seen.kind }
    : undefined;
}

function targetOf(seen: Seen, status: Status): Target {
  const url = status.url ?? (seen.host === undefined ? seen.url : undefined);
  if (url !== undefined) return targetOfUrl(url);
  const named = seen.url === undefined ? undefined : targetOfUrl(seen.url);
  const scheme = named?.scheme ?? (seen.tls === undefined ? undefined : seen.tls ? 'https' : 'http');
  // Browsers and programs speak HTTP/2 and HTTP/3 over TLS only.
  const safe = status.protocol === 'h2' || status.protocol === 'h3' ? 'https' : scheme;
  return {
    ...(safe === undefined ? {} : { scheme: safe }),
    ...(seen.host === undefined ? {} : { host: seen.host }),
    ...(seen.path === undefined ? {} : { path: seen.path }),
  };
}

/** Scheme, host with port, path and query of an http or https URL. */
export function targetOfUrl(url: string): Target {
  const authority = authorityOf(url);
  if (authority === undefined) return {};
  const { pathname, search } = new URL(url);
  return { scheme: authority.scheme, host: hostFieldOf(authority), path: `${pathname}${search}` };
}

/** A final response ends its request; where it redirects, the next one goes to the place that it names. */
function finish(seen: Seen, { code }: Status, headers: readonly Header[]): void {
  const location = code >= 300 && code < 400 ? headerValue(headers, 'location') : undefined;
  const base = seen.url ?? (seen.host === undefined ? undefined : `https://${seen.host}${seen.path ?? '/'}`);
  if (seen.method === 'CONNECT' && code < 300) {
    Object.assign(seen, { proxied: true, tls: true });
  } else if (location !== undefined && (base !== undefined || /^https?:/i.test(location))) {
    seen.url = URL.canParse(location, base) ? new URL(location, base).href : undefined;
  }
  Object.assign(seen, { method: undefined, host: undefined, path: undefined });
}

/** What a line that is no status line shows of the request or the connection. */
function learn(seen: Seen, whole: string): void {
  if (whole.startsWith('* ')) learnInfo(seen, whole.slice(2).trim());
  else if (!learnMark(seen, whole)) learnRequest(seen, whole);
}

/** A request line, or a field of one. */
function learnRequest(seen: Seen, whole: string): void {
  const sent = whole.startsWith('> ');
  if (sent && seen.client?.name !== 'libsoup') seen.kind = 'curl';
  const line = (sent ? whole.slice(2) : whole).trim();
  const [, pseudo, said = ''] = PSEUDO.exec(line) ?? [];
  if (pseudo !== undefined) {
    learnPseudo(seen, pseudo, said);
    return;
  }
  const [, method, target = '', version] = REQUEST_LINE.exec(line) ?? [];
  if (method !== undefined) {
    Object.assign(seen, { method, host: undefined, path: undefined });
    if (version === '2' || version === '3') seen.tls = true;
    if (method === 'CONNECT') seen.url = `https://${target}/`;
    else if (/^https?:\/\//i.test(target)) Object.assign(seen, { url: target, proxied: true });
    else if (target.startsWith('/')) seen.path = target;
  } else if (sent || seen.method !== undefined) learnField(seen, line);
}

function learnPseudo(seen: Seen, name: string, value: string): void {
  if (name === 'method' && /^[A-Z]{3,16}$/.test(value)) seen.method = value;
  if (name === 'path' && value.startsWith('/')) seen.path = value;
  if (name === 'authority' && /^[!-~]{1,300}$/.test(value)) seen.host = value.toLowerCase();
  if (name === 'scheme') seen.tls = value === 'https';
}

function learnField(seen: Seen, line: string): void {
  const [, name, value = ''] = FIELD.exec(line) ?? [];
  if (name === undefined) return;
  if (/^host$/i.test(name) && /^[!-~]{1,300}$/.test(value.trim())) seen.host = value.trim().toLowerCase();
  if (/^user-agent$/i.test(name)) seen.client = clientOf(value);
  if (/^soup-debug$/i.test(name)) Object.assign(seen, { kind: 'message', client: { name: 'libsoup' } });
}

/** curl's own lines. */
function learnInfo(seen: Seen, info: string): void {
  seen.kind = 'curl';
  const opened =
    /^(?:Connected|Established connection) to \S{1,260} \(([0-9A-Fa-f:.]{2,45})\)? port (\d{1,5})/.exec(info);
  if (opened !== null) {
    seen.address = opened[1];
    // Of lines that were left out, those about TLS are the most.
    seen.tls ??= opened[2] === '443';
  }
  if (/^(?:ALPN[:,]|SSL |TLSv?1|\(304\)|schannel:|GnuTLS |Server certificate:)/i.test(info)) seen.tls = true;
  if (/^(?:Establish HTTP proxy tunnel to|CONNECT tunnel)/.test(info)) seen.proxied = true;
}

/** A line after a shell's prompt, with the lines in which it goes on. */
function learnCommand(seen: Seen, line: string): void {
  Object.assign(seen, fresh());
  if (/\bopenssl(?:\.exe)?["']?\s+s_client\b/.test(line)) Object.assign(seen, { kind: 'openssl', tls: true });
  const command = httpCommand(line);
  if (command === undefined) {
    const urls = line.match(URL_WORD) ?? [];
    if (urls.length === 1) seen.url = urls[0];
    return;
  }
  const { client, url, method } = command;
  Object.assign(seen, { client: { name: client }, url, method, command });
}

/** Lines by which other programs say what they do; true if it is one. */
function learnMark(seen: Seen, line: string): boolean {
  const asked = /^--\d{4}-\d\d-\d\d [\d:]{8}-- {2}(https?:\/\/\S+)$/.exec(line)?.[1];
  if (asked !== undefined) {
    const { command } = seen;
    // Its Host field may be another's, as the command says.
    const url =
      command?.url !== undefined && command.named === authorityOf(asked)?.host ? command.url : asked;
    Object.assign(seen, fresh(), { kind: 'wget', url, client: { name: 'wget' } });
    return true;
  }
  const peer =
    /^(?:Connecting to|Reusing existing connection to) [^|]{1,300}\|([0-9A-Fa-f:.]{2,45})\|:\d{1,5}/.exec(
      line,
    )?.[1];
  if (peer !== undefined) seen.address = peer;
  const downloading = /^\[\d{1,4}\] Downloading '(https?:\/\/[^']+)' \.\.\.$/.exec(line)?.[1];
  if (downloading !== undefined) {
    Object.assign(seen, fresh(), { kind: 'wget', url: downloading, client: { name: 'wget2' } });
  }
  const shown = /^W3m-current-url: (https?:\/\/\S+)$/.exec(line)?.[1];
  if (shown !== undefined) Object.assign(seen, { url: shown, client: { name: 'w3m' } });
  const sending = /(?:^|[:|] )--> ([A-Z]{3,16}) (https?:\/\/\S+)/.exec(line);
  if (sending !== null)
    Object.assign(seen, fresh(), { method: sending[1], url: sending[2], client: { name: 'OkHttp' } });
  const [, contacted, secure] = /^Contacting host: (\S{1,260}?):(443|80)$/.exec(line) ?? [];
  if (contacted !== undefined) Object.assign(seen, { host: contacted.toLowerCase(), tls: secure === '443' });
  if (/^http: LogLevel\.WARNING: HTTP 421/.test(line)) seen.client = { name: 'HTTPie' };
  const connected = /^Connecting to ([0-9A-Fa-f:.]{3,45})$/.exec(line)?.[1];
  if (connected !== undefined) seen.address = connected;
  if (/^(?:CONNECTED\(|SSL handshake has read |CONNECTION ESTABLISHED$)/.test(line)) {
    Object.assign(seen, { kind: 'openssl', tls: true });
  }
  return (
    peer !== undefined ||
    downloading !== undefined ||
    shown !== undefined ||
    sending !== null ||
    connected !== undefined
  );
}

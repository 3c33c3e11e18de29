import { collectedLine } from './collected-line.js';
import { hostIn } from './command-line.js';
import type { PastedText } from './lines.js';
import { accessLogLine } from './response/access-log.js';
import type { ReadFacts, Reading } from './result.js';

/** Characters of one line that are looked at; a request line or a referrer may make it any length. */
const MAX_LINE = 16_384;

/** What a line of a server's log says of a request that the server refused. */
type LineReader = (line: string) => ReadFacts | undefined;

/** Apache httpd, modules/ssl/ssl_engine_kernel.c, ssl_hook_ReadReq: AH02032 as 2.4.18, 2.4.64 and 2.4.66 write it. */
const APACHE =
  /AH02032: Hostname (\S{1,254}) (provided via SNI|\(default host as no SNI was provided\)) and hostname (\S{1,254}) provided via HTTP have no compatible SSL setup(?: for policy '([a-z]{1,32})')?/;

const apache: LineReader = (line) => {
  const [, connection, how, request, policy] = APACHE.exec(line) ?? [];
  const host = hostIn(request);
  // Without SNI the first name is the default virtual host's, and nobody sent it.
  const sni = how === 'provided via SNI' ? hostIn(connection) : null;
  if (host === undefined || sni === undefined) return undefined;
  return {
    program: 'apache',
    reason: 'names_differ',
    host,
    sni,
    ...(policy === undefined ? {} : { policy }),
  };
};

const NGINX = 'client attempted to request the server name ';

/** nginx, src/http/ngx_http_request.c, src/http/v2/ngx_http_v2.c and src/http/v3/ngx_http_v3_request.c, at level info. */
const nginx: LineReader = (line) => {
  const at = line.indexOf(NGINX);
  if (at < 0) return undefined;
  const said = line.slice(at + NGINX.length);
  const reason = said.startsWith('different from the one that was negotiated')
    ? 'names_differ'
    : said.startsWith('for which the negotiated protocol is disabled')
      ? 'protocol_disabled'
      : undefined;
  if (reason === undefined) return undefined;
  const host = hostOf(/, host: "([^"]{1,300})"(?:, referrer: "[^"]*")?\s*$/.exec(said)?.[1]);
  return { program: 'nginx', reason, ...(host === undefined ? {} : { host }) };
};

/** Traefik, pkg/middlewares/snicheck/snicheck.go, at level debug: 2.x and 3.x, as text or JSON. */
const TRAEFIK = /TLS options difference: SNI[:=]([\w.@+-]{1,128}), Header:([\w.@+-]{1,128})/;
const TRAEFIK_HOST = /[\s{,]"?req\.Host"?[=:]"?([^\s",}]{1,300})/;
const TRAEFIK_SNI = /[\s{,]"?req\.TLS\.ServerName"?[=:]"?([^\s",}]{0,300})/;

const traefik: LineReader = (line) => {
  const [, ofSni, ofHost] = TRAEFIK.exec(line) ?? [];
  if (ofSni === undefined || ofHost === undefined) return undefined;
  const host = hostOf(TRAEFIK_HOST.exec(line)?.[1]);
  const name = TRAEFIK_SNI.exec(line)?.[1];
  const sni = name === '' ? null : hostIn(name);
  return {
    program: 'traefik',
    reason: 'tls_options_differ',
    tlsOptions: { sni: ofSni, host: ofHost },
    ...(host === undefined ? {} : { host }),
    ...(sni === undefined ? {} : { sni }),
  };
};

/** Apache httpd, as above, with SSLStrictSNIVHostCheck: a 403, and the line names no host. */
const apacheStrict: LineReader = (line) =>
  /AH02033: No hostname was provided via SNI for a name based virtual host/.test(line)
    ? { program: 'apache', reason: 'no_sni', sni: null }
    : undefined;

/** Caddy, modules/caddyhttp/server.go, enforcementHandler, at level debug; JSON or its console format (measured: 2.6.2). */
const CADDY =
  /strict host matching: TLS ServerName \((\S{0,254})\) and HTTP Host \((\S{1,254})\) values differ/;

const caddy: LineReader = (line) => {
  const [, name, request] = CADDY.exec(line) ?? [];
  const host = hostIn(request);
  const sni = name === '' ? null : hostIn(name);
  return host === undefined || sni === undefined
    ? undefined
    : { program: 'caddy', reason: 'names_differ', host, sni };
};

const ERROR_READERS: readonly LineReader[] = [apache, apacheStrict, nginx, traefik, caddy];

/** The host of a Host field, which may have a port. */
const hostOf = (field: string | undefined): string | undefined => hostIn(field?.replace(/:\d{1,5}$/, ''));

/** Words of which each line above has one: looking for them costs little where most lines have none. */
export const ERROR_WORDS: readonly string[] = [
  'AH02032',
  'AH02033',
  'attempted to request',
  'TLS options difference',
  'strict host matching',
];

/** What one line of an error log says; undefined for every other line. Only names and the reason are kept. */
export function errorLogLine(line: string): ReadFacts | undefined {
  if (line.length > MAX_LINE || !ERROR_WORDS.some((word) => line.includes(word))) return undefined;
  const said = collectedLine(line);
  const found = [line, ...(said === undefined ? [] : [said])].flatMap((one) =>
    ERROR_READERS.flatMap((read) => read(one) ?? []),
  );
  // A record may have the names in members of its own, or in the line that it holds.
  return found.find(({ host }) => host !== undefined) ?? found[0];
}

/** Lines that say why, before those that only say that. */
const tells = ({ reason }: ReadFacts): boolean => reason !== 'logged' && reason !== 'no_sni';

/**
 * Reads lines in which a server says that or why it refused a request: Apache's, nginx's and Traefik's error logs, and access logs
 * (response/access-log.ts). Only names and the reason are kept of a line, never its address, path, referrer or program. Of many
 * lines the last that says why about the given host counts, else the last about it, else the last.
 */
export function readServerLog(pasted: PastedText, host?: string): Reading {
  let last: Extract<Reading, { kind: 'facts' }> | undefined;
  let best = -1;
  for (const [line, whole] of pasted.lines.entries()) {
    const facts = errorLogLine(whole) ?? accessLogLine(whole, line)?.logged;
    // That some host was refused is no evidence of any.
    if (facts === undefined || (facts.reason === 'logged' && facts.host === undefined)) continue;
    const worth = (facts.host === host || facts.host === undefined ? 2 : 0) + (tells(facts) ? 1 : 0);
    if (worth < best) continue;
    best = worth;
    last = { kind: 'facts', facts, line };
  }
  return last ?? { kind: 'foreign' };
}

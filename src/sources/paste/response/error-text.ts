import type { Client, FoundResponse, SeenResponse, Target } from './found.js';
import { protocolOf, targetOfUrl } from './messages-in-text.js';
import { tunnelRefusedIn } from './tunnel-refused.js';

/** Characters of one line that are looked at. */
const MAX_LINE = 8192;

/** How a program words a response with an error status. Groups by name: url, path (of a URL without one), method, phrase, body, address, version, status. */
interface Wording {
  readonly client?: Client;
  readonly pattern: RegExp;
  /** A line of a log, one for each response whatever its status, which is a group; an error may be said several times over. */
  readonly each?: true;
  readonly type?: 'websocket';
  /** The words fit a count of anything as well: what follows the number shows what it is. */
  readonly bare?: true;
}

const named = (name: string): Client => ({ name });

/**
 * Error texts by which their programs are known; recorded where scripts/record-explained.mjs has the program, else after its
 * source or documentation. The more telling first: of a line only the first counts.
 */
const WORDINGS: readonly Wording[] = [
  {
    client: named('python-requests'),
    pattern: /\b421 Client Error: (?<phrase>.{0,80}?) for url: (?<url>\S+)/,
  },
  { client: named('httpx'), pattern: /\bClient error '421 (?<phrase>[^']{0,80})' for url '(?<url>[^']+)'/ },
  {
    client: named('aiohttp'),
    pattern: /\bClientResponseError: 421, message='(?<phrase>[^']{0,80})', url=(?:URL\()?'(?<url>[^']+)'/,
  },
  {
    // Its own line of the level INFO, which programs built on it print by default.
    ...{ client: named('httpx'), each: true },
    pattern:
      /\bHTTP Request: (?<method>[A-Z]{3,10}) (?<url>https?:\/\/\S+) "HTTP\/(?<version>[\d.]{1,3}) (?<status>[2-5]\d\d) ?(?<phrase>[^"]{0,80})"/,
  },
  {
    client: named('aiohttp'),
    pattern: /<ClientResponse\((?<url>https?:\/\/[^\s)]+)\) \[421 (?<phrase>[^\]]{0,80})\]>/,
  },
  {
    ...{ client: named('urllib3'), each: true },
    pattern:
      /(?<url>https?:\/\/[^\s/"]+) "(?<method>[A-Z]{3,10}) (?<path>\/\S{0,4096}) HTTP\/(?<version>[\d.]{1,3})" (?<status>[2-5]\d\d)\b/,
  },
  { client: named('urllib'), pattern: /\bHTTPError: HTTP Error 421: (?<phrase>.{0,80})/ },
  {
    client: named('git'),
    pattern: /^fatal: unable to access '(?<url>[^']+)': The requested URL returned error: 421/,
  },
  // libcurl's CURLE_HTTP_RETURNED_ERROR, in its two wordings
  {
    client: named('curl'),
    pattern: /\b(?:The requested URL returned error: 421|HTTP response code said error.{0,3} 421)\b/,
  },
  { client: named('wget'), pattern: /^\d{4}-\d\d-\d\d [\d:]{8} ERROR 421: (?<phrase>.{0,80})\.$/ },
  { client: named('axel'), pattern: /^ERROR 421: (?<phrase>.{0,80})\.$/ },
  { client: named('wget2'), pattern: /^HTTP ERROR response 421 {1,2}(?:.{0,80} )?\[(?<url>[^\]]+)\]/ },
  { client: named('aria2'), pattern: /\bThe response status is not successful\. status=421\b/ },
  { client: named('got'), pattern: /\bResponse code 421 \((?<phrase>[^)]{0,80})\)/ },
  {
    // Since 14.5.
    client: named('got'),
    pattern:
      /\bRequest failed with status code 421 \((?<phrase>[^)]{0,80})\): (?<method>[A-Z]{3,10}) (?<url>\S+)/,
  },
  {
    client: named('ky'),
    pattern:
      /\bRequest failed with status code 421(?: (?<phrase>[^:]{0,80}))?: (?<method>[A-Z]{3,10}) (?<url>\S+)/,
  },
  { client: named('axios'), pattern: /\bRequest failed with status code 421\b/ },
  {
    client: named('Node fetch'),
    pattern: /\bFetchError: \[(?<method>[A-Z]{3,10})\] "(?<url>https?:\/\/[^"]+)": 421\b ?(?<phrase>.{0,80})/,
  },
  {
    // NODE_DEBUG=fetch and NODE_DEBUG=undici; Node 20 puts a second slash between origin and path.
    ...{ client: named('Node fetch'), each: true },
    pattern:
      /\b(?:FETCH|UNDICI) \d{1,10}: received response to (?<method>[A-Z]{3,10}) (?<url>https?:\/\/[^\s/]+)\/?(?<path>\/\S{0,4096}) - HTTP (?<status>[2-5]\d\d)$/,
  },
  // Clients that are generated from an API's description: the status, then the body.
  { pattern: /\bAPI\w{0,20}Error: 421 (?!status code)(?<body>.{1,2000})$/ },
  { ...{ client: named('ws'), type: 'websocket' }, pattern: /\bUnexpected server response: 421\b/ },
  {
    ...{ client: named('websockets'), type: 'websocket' },
    pattern: /\bserver rejected WebSocket connection: HTTP 421\b/,
  },
  { client: named('tornado'), pattern: /\bHTTPClientError: HTTP 421: (?<phrase>.{0,80})/ },
  {
    client: named('yt-dlp'),
    pattern: /^ERROR: \[[^\]]{1,60}\] .{0,4000}?\bHTTP Error 421: (?<phrase>[^(]{0,80}?)(?: \(|$)/,
  },
  {
    client: named('Composer'),
    pattern: /^\s{0,8}downloaded \(HTTP\/(?<version>[\d.]{1,3}) 421 ?(?<phrase>[^)]{0,80}?) ?\)/,
  },
  {
    ...{ client: named('siege'), each: true },
    pattern:
      /^HTTP\/(?<version>[\d.]{1,3}) (?<status>[2-5]\d\d) {2,9}[\d.]{1,9} secs: {1,9}\d{1,12} bytes ==> (?<method>[A-Z]{3,10}) {1,2}(?<path>\/\S{0,4096})/,
  },
  {
    ...{ client: named('nghttp'), each: true },
    pattern:
      /^ *\d{1,10} {1,12}[+*]{1,2}\S{1,12} {1,12}[+*]{1,2}\S{1,12} {1,12}\S{1,12} {1,12}(?<status>[2-5]\d\d) {1,12}\S{1,12} (?<path>\/\S{0,4096})$/,
  },
  {
    ...{ client: named('httping'), each: true },
    pattern:
      /^connected to (?<address>[0-9A-Fa-f:.]{2,45}):\d{1,5} \(.{1,60}\), seq=\d{1,9} time= {0,6}[\d.]{1,12} ms (?<status>[2-5]\d\d) ?(?<phrase>.{0,80})/,
  },
  // Tables of load tools: a status, and how often. hey, oha, autocannon.
  { pattern: /^\s{0,8}\[421\]\s{1,8}(?<count>\d{1,9}) responses?\s*$/ },
  { pattern: /^[│|] {0,8}421 {0,8}[│|] {0,8}(?<count>\d{1,9}) {0,12}[│|]$/ },
  // Checkers of links, and Composer: a status, and the URL.
  { pattern: /^\s{0,8}\[421\] (?<url>https?:\/\/\S+)\s*$/ },
  {
    client: named('Go net/http'),
    pattern:
      /\bpinging container registry (?<host>[\w.-]{1,254}(?::\d{1,5})?): .{0,200}\b421\b(?: \((?<phrase>[^)]{0,80})\))?/,
  },
  {
    client: named('npm'),
    pattern: /^npm (?:ERR!|error) 421 (?<phrase>.{0,80}?) - (?<method>[A-Z]{3,10}) (?<url>\S+)/,
  },
  { client: named('pip'), pattern: /\bHTTP error 421 while getting (?<url>\S+)/ },
  {
    client: named('apt'),
    pattern:
      /^(?:E: Failed to fetch (?<url>\S+) {1,3})?\s{0,3}421 {1,3}(?<phrase>.{0,80}?) \[IP: (?<address>[0-9A-Fa-f:.]{2,45}) \d{1,5}\]/,
  },
  { client: named('Ruby'), pattern: /\b421 (?<phrase>[^()]{0,80}) \(OpenURI::HTTPError\)/ },
  { client: named('Ruby'), pattern: /\b421 "(?<phrase>[^"]{0,80})" \(Net::HTTP\w{1,40}\)/ },
  { client: named('Ruby'), pattern: /#<Net::HTTP\w{1,40} 421 (?<phrase>[^>]{0,80}?) readbody=/ },
  {
    client: named('Ruby'),
    pattern: /\bbad response (?<phrase>.{0,80}?) 421 \((?<url>https?:\/\/[^)\s]+)\)/,
  },
  // rest-client 2.1, which takes the phrase of FTP servers for that of the status.
  {
    client: named('Ruby'),
    pattern: /(?:^|: )421 Too Many Connections From This IP(?: \(RestClient::\w{1,60}\))?$/,
  },
  { client: named('Ruby'), pattern: /^# => 421 (?<phrase>\w{0,80}) \| / },
  {
    client: named('PHP'),
    pattern:
      /\(?(?<url>https?:\/\/[^\s)]+)\)?: [Ff]ailed to open stream: HTTP request failed! HTTP\/[\d.]{1,3} 421 ?(?<phrase>.{0,80})/,
  },
  {
    client: named('Guzzle'),
    pattern:
      /\bClient error: `(?<method>[A-Z]{3,10}) (?<url>[^`\s]+)` resulted in a `421 ?(?<phrase>[^`]{0,80})` response/,
  },
  { client: named('Java'), pattern: /\bServer returned HTTP response code: 421 for URL: (?<url>\S+)/ },
  {
    client: named('Spring'),
    pattern:
      /\bHttpClientErrorException(?:\$\w{1,40})?: 421 (?<phrase>[^:]{0,80}?)(?: on (?<method>[A-Z]{3,10}) request for "(?<url>[^"]+)")?: ?"?(?<body>[^"]{0,2000})/,
  },
  {
    client: named('Spring'),
    pattern:
      /\bWebClientResponseException(?:\$\w{1,40})?: 421 (?<phrase>[A-Za-z ]{0,60}) from (?<method>[A-Z]{3,10}) (?<url>https?:\/\/[^\s,]+)/,
  },
  { client: named('Java'), pattern: /\((?<method>[A-Z]{3,10}) (?<url>https?:\/\/[^\s)]+)\) 421(?!\S)/ },
  { client: named('OkHttp'), pattern: /\bHttpException: HTTP 421 ?(?<phrase>.{0,80})/ },
  {
    client: named('OkHttp'),
    pattern:
      /\bResponse\{protocol=(?<version>[\w./]{1,12}), code=421, message=(?<phrase>[^,]{0,80}), url=(?<url>[^\s}]+)\}/,
  },
  {
    client: named('.NET HttpClient'),
    pattern: /\bResponse status code does not indicate success: 421(?: ?\((?<phrase>[^)]{0,80})\)|\.)/,
  },
  {
    client: named('PowerShell'),
    pattern: /\bThe remote server returned an error: \(421\) ?(?<phrase>.{0,80}?)\.?$/,
  },
  {
    client: named('reqwest'),
    pattern: /\bHTTP status client error \(421 (?<phrase>[^)]{0,80})\) for url \((?<url>[^)]+)\)/,
  },
  {
    client: named('reqwest'),
    pattern: /\bkind: Status\(421\b[^)]{0,80}\), url: "(?<url>[^"]+)"/,
  },
  {
    client: named('Symfony HttpClient'),
    pattern: /\bHTTP\/(?<version>[\d.]{1,3}) 421 ?(?<phrase>[^"]{0,80}?) {0,2}returned for "(?<url>[^"]+)"/,
  },
  { client: named('ureq'), pattern: /(?<url>https?:\/\/\S+): status code 421\b/ },
  { client: named('URLSession'), pattern: /\bURL: (?<url>\S+) \} \{ Status Code: 421\b/ },
  {
    client: named('URLSession'),
    pattern: /\b(?:unacceptableStatusCode\(code: 421\)|Response status code was unacceptable: 421)/,
  },
  {
    client: named('gRPC'),
    pattern: /\bunexpected HTTP status code received from server: 421 \((?<phrase>[^)]{0,80})\)/,
  },
  { client: named('gRPC'), pattern: /\bReceived http2 header with status: 421\b/ },
  {
    client: named('Node fetch'),
    pattern: /\bError POSTing to endpoint \(HTTP 421\): (?<body>.{1,2000})/,
  },
  {
    client: { name: 'chromium', browser: 'chromium' },
    pattern:
      /\b(?<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (?<url>https?:\/\/\S+) (?:net::ERR_\w{1,60} 421(?: \((?<phrase>[^)]{0,80})\)|$)|421 \((?<words>[^)]{0,80})\))/,
  },
  {
    client: { name: 'chromium', browser: 'chromium' },
    pattern:
      /\bWebSocket connection to '(?<url>wss?:\/\/[^']+)' failed: Error during WebSocket handshake: Unexpected response code: 421\b/,
  },
  {
    client: { name: 'firefox', browser: 'firefox' },
    pattern: /\[HTTP\/(?<version>[\d.]{1,3}) 421 ?(?<phrase>[^\]]{0,80}?) {1,2}\d{1,7} ?ms\]/,
  },
  // Go and what is written in it put the URL before or behind, if anywhere.
  {
    client: named('Go net/http'),
    pattern:
      /\b(?<method>Get|Post|Put|Head) "(?<url>https?:\/\/[^"]+)": .{0,200}\b421\b ?(?<phrase>Misdirected Request)?/,
  },
  // No program is known by these.
  { pattern: /\bHTTP(?:\/[\d.]{1,3} | ?)421\b(?![.,]\d)[):]{0,2} ?(?<phrase>Misdirected Request)?/i },
  {
    bare: true,
    pattern:
      /\b(?:http_?)?status(?:[ _-]?(?:code|line))?["']?(?: of| is| was)?\s{0,3}[:=(]?\s{0,3}["']?421\b["']?(?:,? ?[(:]?["']?(?<phrase>Misdirected Request))?/i,
  },
  {
    bare: true,
    pattern:
      /\b(?:error|error code|(?<!\bexit )code|response|returned(?: a)?|got|received|answered)\b["']?\s{0,3}[:=(]?\s{0,3}["']?421\b/i,
  },
  { pattern: /<[\w.$ ]{0,60}\b_?Response\b[ [(]{1,3}421\b/ },
  { pattern: /(?:^|[\s"'`([{>:])421:? ["'(]?(?<phrase>Misdirected Request|Bad Mapping)\b/i },
  { pattern: /\berror(?:[^()]{0,60}[^()\w])?\(421\)|\bresponse from https?:\/\/\S{1,2000}: 421\b/i },
  { pattern: /\b(?<phrase>Misdirected Request) - 421\b|\bMisdirected Request 421 \(/i },
];

/** Words that may follow a status; any other in small letters is what was counted, as in `received 421 bytes`. */
const FOLLOWS =
  /^(?:from|for|on|at|by|to|in|of https?|with|when|while|whilst|but|and|or|instead|expected|after|because|as|is|was|if|via|then|response|status|error|code|http|https|misdirected|client|loading|fetching|downloading|uploading|trying|getting|reading|requesting|opening|accessing|connecting|calling|sending|posting|returned|received|url|uri|body|headers?|during|since|before|within|without|not|never|always|sometimes|every|it|we|this|so|why|unexpectedly|again|too|here|there|request|page)\b/;

/** What stands behind a number shows that it counts something, or is longer. */
function isCount(behind: string): boolean {
  // `421 4.7.0` is of SMTP.
  if (/^(?:[.,:/]\d| ?%| [45]\.\d)/.test(behind)) return true;
  // `name=` begins the next member of a log's line.
  const word = /^["']?[ \t]{1,3}([a-z][\w-]{0,40}(?![\w=:"'({-]).*)$/.exec(behind)?.[1];
  return word !== undefined && !FOLLOWS.test(word);
}

/** URLs that explain a status and were not asked. */
const EXPLAINING =
  /^https?:\/\/(?:[\w-]+\.)*(?:developer\.mozilla\.org|httpstatuses\.(?:com|io)|httpstatus\.io|http\.cat|www\.w3\.org|docs\.fastly\.com|www\.fastly\.com|tools\.ietf\.org|curl\.(?:haxx\.)?se|(?:www\.)?rfc-editor\.org)\//i;
const URL_WORD = /(?:https?|wss?):\/\/[^\s"'<>^`()\]},]+/gi;

/** What another protocol says with the same number: SMTP and FTP close the connection with it (RFC 5321 4.2.2, RFC 959 4.2.1). */
const OTHER_PROTOCOL =
  /(?:^|[\s:"'(<])421[ -](?:[45]\.\d{1,3}\.\d{1,3}\b|.{0,120}\b(?:service not available|too many .{0,20}(?:connections|concurrent|users)|try again later|unexpected failure|closing (?:(?:transmission|control) (?:channel|connection)|connection)|timeout|temporar(?:y|ily)|idle|sessions?))|\b(?:smtp\w{0,30}|esmtp|ftp|lftp|ftplib|sendmail|postfix|refused to talk to me)\b.{0,200}\b421\b|\bresponseCode["']?: 421\b/i;

/** The phrase that rest-client has for the status, in its own letters. */
const OF_REST_CLIENT = /\b421 Too Many Connections From This IP\b/;

export const saysOtherProtocol = (line: string): boolean =>
  line.includes('421') && OTHER_PROTOCOL.test(line.slice(0, MAX_LINE)) && !OF_REST_CLIENT.test(line);

/** Words after which a URL is where to read or to write about an error. */
const LEADS_ELSEWHERE =
  /\b(?:report|issue|bug|see|visit|read|documentation|docs|help|more info\w*|details?|refer)\b[^.;]{0,40}$/i;

/** URLs that a line has and that may be the request's. */
function urlsIn(line: string): string[] {
  const urls = [...line.matchAll(URL_WORD)].flatMap(({ 0: url, index }) =>
    EXPLAINING.test(url) || LEADS_ELSEWHERE.test(line.slice(Math.max(0, index - 60), index))
      ? []
      : [url.replace(/(?<![.:;!?])[.:;!?]+$/, '')],
  );
  return [...new Set(urls)];
}

export interface ErrorsFound {
  readonly responses: readonly FoundResponse[];
  /** Responses with another status, of logs that have a line for each. */
  readonly answered: readonly SeenResponse[];
  /** Lines with a 421 of another protocol. */
  readonly otherProtocol: boolean;
  /** Origins that the text names besides, where its error names none: which one was asked is not said. */
  readonly mentioned: readonly string[];
}

/** Error texts in which a program says that it got a 421. Reads what stands in the line, and a URL from the lines around it. */
export function errorsIn(lines: readonly string[]): ErrorsFound {
  const responses: FoundResponse[] = [];
  const mentioned = new Set<string>();
  let otherProtocol = false;
  for (const [at, whole] of lines.entries()) {
    const line = whole.slice(0, MAX_LINE).trimEnd();
    const tunnel = tunnelRefusedIn(line, at);
    if (tunnel !== undefined) {
      responses.push(tunnel);
      continue;
    }
    if (mentioned.size < 20 && line.includes('://')) for (const url of urlsIn(line)) mentioned.add(url);
    if (!line.includes('421')) continue;
    if (saysOtherProtocol(line)) {
      otherProtocol = true;
      continue;
    }
    const found = errorAt(line, at);
    if (found !== undefined) responses.push(found);
  }
  return {
    // Beside a line of another protocol, bare words with the number are of that protocol too.
    responses: otherProtocol ? responses.filter(isOfHttp) : responses,
    answered: responses.some(({ times }) => times === 1) ? answeredIn(lines) : [],
    otherProtocol,
    mentioned: [...mentioned],
  };
}

/** The lines that logs have for each response, whatever its status. */
const ANY_STATUS: readonly Wording[] = WORDINGS.filter(({ each }) => each);

const answeredIn = (lines: readonly string[]): SeenResponse[] =>
  lines.flatMap((whole, at) => {
    const line = whole.slice(0, MAX_LINE).trimEnd();
    const found = foundBy(ANY_STATUS, line, at, (status) => status !== '421');
    return found === undefined ? [] : [{ status: Number(found.groups?.status), response: found.response }];
  });

const isOfHttp = ({ client, statusLine, target }: FoundResponse): boolean =>
  client !== undefined || statusLine !== '' || target.host !== undefined;

/** A request that a server logged with another status: what follows is of its client's making. */
const OTHER_STATUS = /"[A-Z]{3,16} \S{1,4096} HTTP\/[\d.]{1,3}" (?!421\b)[1-5]\d\d\s/;

function errorAt(line: string, at: number): FoundResponse | undefined {
  if (OTHER_STATUS.test(line)) return undefined;
  // A page is read as one (page-alone.ts).
  if (/^\s*<(?:!doctype|\/?(?:html|head|title|body|h[1-6]|p|center|div)\b)/i.test(line)) return undefined;
  return foundBy(WORDINGS, line, at, (status) => status === '421')?.response;
}

interface FoundByWording {
  readonly groups: Readonly<Record<string, string | undefined>> | undefined;
  readonly response: FoundResponse;
}

function foundBy(
  wordings: readonly Wording[],
  line: string,
  at: number,
  isWanted: (status: string) => boolean,
): FoundByWording | undefined {
  for (const { client, pattern, each, type, bare } of wordings) {
    const match = pattern.exec(line);
    if (match === null || (bare && isCount(line.slice(match.index + match[0].length)))) continue;
    const { groups } = match;
    if (groups?.status !== undefined && !isWanted(groups.status)) continue;
    const {
      url,
      path = '',
      method,
      phrase = groups?.words,
      body,
      address,
      version,
      host,
      count,
    } = groups ?? {};
    const urls = url === undefined ? urlsIn(line) : [`${url}${path}`];
    const target: Target =
      host !== undefined
        ? { host: host.toLowerCase() }
        : urls.length === 1
          ? targetOfUrl(urls[0] ?? '')
          : path === ''
            ? {}
            : { path };
    const response: FoundResponse = {
      ...{ kind: 'error', line: at, target, headers: [] },
      protocol: version === undefined ? 'unknown' : protocolOf(version),
      statusLine: phrase === undefined || phrase.trim() === '' ? '' : `421 ${phrase.trim()}`,
      ...(method === undefined ? {} : { method: method.toUpperCase() }),
      ...(body === undefined || body.trim() === ''
        ? {}
        : { body: { text: body.trim(), cut: true, via: 'pasted' } }),
      ...(address === undefined ? {} : { address }),
      ...(client === undefined ? {} : { client }),
      ...(type !== undefined || /^wss?:/i.test(urls[0] ?? '') ? { type: 'websocket' } : {}),
      ...(each || count !== undefined ? { times: Number(count ?? 1) } : {}),
    };
    return { groups, response };
  }
  return undefined;
}

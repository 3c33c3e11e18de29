import type { Client, FoundResponse, Target } from './found.js';
import { protocolOf, targetOfUrl } from './messages-in-text.js';
import { tunnelRefusedIn } from './tunnel-refused.js';

/** Characters of one line that are looked at. */
const MAX_LINE = 8192;

/** How a program words a response with an error status. Groups by name: url, path (of a URL without one), method, phrase, body, address, version. */
interface Wording {
  readonly client?: Client;
  readonly pattern: RegExp;
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
    client: named('httpx'),
    pattern:
      /\bHTTP Request: (?<method>[A-Z]{3,10}) (?<url>https?:\/\/\S+) "HTTP\/(?<version>[\d.]{1,3}) 421 ?(?<phrase>[^"]{0,80})"/,
  },
  {
    client: named('aiohttp'),
    pattern: /<ClientResponse\((?<url>https?:\/\/[^\s)]+)\) \[421 (?<phrase>[^\]]{0,80})\]>/,
  },
  {
    client: named('urllib3'),
    pattern:
      /(?<url>https?:\/\/[^\s/"]+) "(?<method>[A-Z]{3,10}) (?<path>\/\S{0,4096}) HTTP\/(?<version>[\d.]{1,3})" 421\b/,
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
  { client: named('wget'), pattern: /\bERROR 421: (?<phrase>.{0,80})\.$/ },
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
  { pattern: /\bHTTP(?:\/[\d.]{1,3} | ?)421\b[):]{0,2} ?(?<phrase>Misdirected Request)?/i },
  {
    pattern:
      /\bstatus(?:[ _-]?(?:code|line))?["']?(?: of| is| was)?\s{0,3}[:=(]?\s{0,3}["']?421\b["']?(?:,? ?[(:]?["']?(?<phrase>Misdirected Request))?/i,
  },
  {
    pattern:
      /\b(?:error|error code|(?<!\bexit )code|response|returned(?: a)?|got|received|answered)\b["']?\s{0,3}[:=(]?\s{0,3}["']?421\b(?! [45]\.)/i,
  },
  { pattern: /(?:^|[\s"'`([{>:])421:? ["'(]?(?<phrase>Misdirected Request|Bad Mapping)\b/i },
  { pattern: /\berror[^()]{0,60}\(421\)|\bresponse from https?:\/\/\S{1,2000}: 421\b/i },
  { pattern: /\b(?<phrase>Misdirected Request) - 421\b|\bMisdirected Request 421 \(/i },
];

/** URLs that explain a status and were not asked. */
const EXPLAINING =
  /^https?:\/\/(?:[\w-]+\.)*(?:developer\.mozilla\.org|httpstatuses\.(?:com|io)|httpstatus\.io|http\.cat|www\.w3\.org|docs\.fastly\.com|www\.fastly\.com|tools\.ietf\.org|curl\.(?:haxx\.)?se|(?:www\.)?rfc-editor\.org)\//i;
const URL_WORD = /(?:https?|wss?):\/\/[^\s"'<>^`()\]},]+/gi;

/** What another protocol says with the same number: SMTP and FTP close the connection with it (RFC 5321 4.2.2, RFC 959 4.2.1). */
const OTHER_PROTOCOL =
  /(?:^|[\s:"'(<])421[ -](?:[45]\.\d{1,3}\.\d{1,3}\b|.{0,120}\b(?:service not available|too many .{0,20}(?:connections|concurrent|users)|try again later|unexpected failure|closing (?:(?:transmission|control) (?:channel|connection)|connection)|timeout|temporar(?:y|ily)|idle|sessions?))|\b(?:smtp\w{0,30}|esmtp|ftp|lftp|ftplib|sendmail|postfix|refused to talk to me)\b.{0,200}\b421\b|\bresponseCode["']?: 421\b/i;

export const saysOtherProtocol = (line: string): boolean =>
  line.includes('421') && OTHER_PROTOCOL.test(line.slice(0, MAX_LINE));

/** URLs that a line has and that may be the request's. */
function urlsIn(line: string): string[] {
  const urls = (line.match(URL_WORD) ?? []).map((url) => url.replace(/(?<![.:;!?])[.:;!?]+$/, ''));
  return [...new Set(urls.filter((url) => !EXPLAINING.test(url)))];
}

export interface ErrorsFound {
  readonly responses: readonly FoundResponse[];
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
    otherProtocol,
    mentioned: [...mentioned],
  };
}

const isOfHttp = ({ client, statusLine, target }: FoundResponse): boolean =>
  client !== undefined || statusLine !== '' || target.host !== undefined;

/** A request that a server logged with another status: what follows is of its client's making. */
const OTHER_STATUS = /"[A-Z]{3,16} \S{1,4096} HTTP\/[\d.]{1,3}" (?!421\b)[1-5]\d\d\s/;

function errorAt(line: string, at: number): FoundResponse | undefined {
  if (OTHER_STATUS.test(line)) return undefined;
  // A page is read as one (page-alone.ts).
  if (/^\s*<(?:!doctype|\/?(?:html|head|title|body|h[1-6]|p|center|div)\b)/i.test(line)) return undefined;
  for (const { client, pattern } of WORDINGS) {
    const groups = pattern.exec(line)?.groups;
    // A pattern without groups has none, and matched all the same.
    if (groups === undefined && !pattern.test(line)) continue;
    const { url, path = '', method, phrase = groups?.words, body, address, version } = groups ?? {};
    const urls = url === undefined ? urlsIn(line) : [`${url}${path}`];
    const target: Target = urls.length === 1 ? targetOfUrl(urls[0] ?? '') : {};
    return {
      ...{ kind: 'error', line: at, target, headers: [] },
      protocol: version === undefined ? 'unknown' : protocolOf(version),
      statusLine: phrase === undefined || phrase.trim() === '' ? '' : `421 ${phrase.trim()}`,
      ...(method === undefined ? {} : { method: method.toUpperCase() }),
      ...(body === undefined || body.trim() === ''
        ? {}
        : { body: { text: body.trim(), cut: true, via: 'pasted' } }),
      ...(address === undefined ? {} : { address }),
      ...(client === undefined ? {} : { client }),
      ...(/^wss?:/i.test(urls[0] ?? '') ? { type: 'websocket' } : {}),
    };
  }
  return undefined;
}

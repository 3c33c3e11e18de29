import { TUNNEL_REFUSED } from '../../../model/exchange.js';
import type { Client, FoundResponse } from './found.js';
import { targetOfUrl } from './messages-in-text.js';

/** How a program words a proxy's 421 to CONNECT. Groups by name: url, or host and port; of the site, never of the proxy. */
interface Wording {
  readonly client?: Client;
  readonly pattern: RegExp;
}

const named = (name: string): Client => ({ name });

/** Recorded with each program that has a version behind it, else after its source. */
const WORDINGS: readonly Wording[] = [
  {
    // git 2.39
    client: named('git'),
    pattern:
      /^fatal: unable to access '(?<url>[^']+)': (?:CONNECT tunnel failed, response 421|Received HTTP code 421 from proxy)/,
  },
  // curl 7.88, and versions before 7.84
  {
    client: named('curl'),
    pattern: /\bCONNECT tunnel failed, response 421\b|\bReceived HTTP code 421 from proxy after CONNECT\b/,
  },
  // requests 2.28 with urllib3
  {
    client: named('urllib3'),
    pattern:
      /\bHTTPSConnectionPool\(host='(?<host>[^']{1,254})', port=(?<port>\d{1,5})\).{0,8000}\bTunnel connection failed: 421\b/,
  },
  // Python 3.11, http.client
  { pattern: /\bTunnel connection failed: 421\b/ },
  // httpx 0.23 with httpcore
  { client: named('httpx'), pattern: /\bProxyError: 421\b/ },
  // aiohttp 3.8, whose URL is the proxy's
  { client: named('aiohttp'), pattern: /\bClientHttpProxyError: 421\b/ },
  // libwww-perl 6.68
  { client: named('libwww-perl'), pattern: /\bestablishing SSL tunnel failed: 421\b/ },
  // wget 1.21, which prints the phrase only
  { client: named('wget'), pattern: /^Proxy tunneling failed: Misdirected Request/ },
  // Go 1.19, likewise: of a response of the site's own it makes no error
  {
    client: named('Go net/http'),
    pattern: /\b(?:Get|Head|Post|Put|Patch|Delete) "(?<url>https:\/\/[^"\s]+)": Misdirected Request\s*$/,
  },
  // OpenJDK 17, HttpURLConnection and java.net.http
  {
    client: named('Java'),
    pattern:
      /\bUnable to tunnel through proxy\. Proxy returns "HTTP\/[\d.]{1,3} 421\b|\bTunnel failed, got: 421\b/,
  },
  // undici 6.21
  { client: named('undici'), pattern: /\bProxy response \(421\) !== 200 when HTTP Tunneling\b/ },
  // square/okhttp, ConnectPlan.kt
  { client: named('OkHttp'), pattern: /\bUnexpected response code for CONNECT: 421\b/ },
  // dotnet/runtime, net_http_proxy_tunnel_returned_failure_status_code; its URL is the proxy's
  {
    client: named('.NET HttpClient'),
    pattern: /\bThe proxy tunnel request to proxy '[^']{0,300}' failed with status code '421'/,
  },
];

/** A line in which a program says that a proxy answered CONNECT with 421: no response of the site's (RFC 9110 section 9.3.6). */
export function tunnelRefusedIn(line: string, at: number): FoundResponse | undefined {
  if (!/421|: Misdirected Request/.test(line)) return undefined;
  for (const { client, pattern } of WORDINGS) {
    const found = pattern.exec(line);
    if (found === null) continue;
    const { url, host, port = '443' } = found.groups ?? {};
    return {
      ...{ kind: 'error', line: at, statusLine: TUNNEL_REFUSED, headers: [], protocol: 'unknown' },
      target: targetOfUrl(url ?? (host === undefined ? '' : `https://${host}:${port}/`)),
      proxied: true,
      ...(client === undefined ? {} : { client }),
    };
  }
  return undefined;
}

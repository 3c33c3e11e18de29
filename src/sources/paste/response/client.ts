import type { Client } from './found.js';

/** Programs by their User-Agent, the more telling first: several name the library that they are built on. */
const AGENTS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bwget2\/([\d.]{1,20})/i, 'wget2'],
  [/\bWget\/([\d.]{1,20})/, 'wget'],
  [/\bHTTPie\/([\d.]{1,20})/, 'HTTPie'],
  [/\baria2\/([\d.]{1,20})/, 'aria2'],
  [/\bLynx\/([\w.]{1,20})/, 'lynx'],
  [/\bw3m\/([\w.]{1,20})/, 'w3m'],
  [/\bgit\/([\d.]{1,20})/, 'git'],
  [/\bokhttp\/([\d.]{1,20})/i, 'OkHttp'],
  [/\bCFNetwork\/([\d.]{1,20})/, 'URLSession'],
  [/\blibsoup\/([\d.]{1,20})/i, 'libsoup'],
  [/\bGo-http-client\/([\d.]{1,20})/, 'Go net/http'],
  [/\bpython-requests\/([\d.]{1,20})/, 'python-requests'],
  [/\bpython-httpx\/([\d.]{1,20})/, 'httpx'],
  [/\baiohttp\/([\d.]{1,20})/, 'aiohttp'],
  [/\bPython-urllib\/([\d.]{1,20})/, 'urllib'],
  [/\bpip\/([\d.]{1,20})/, 'pip'],
  [/\bnpm\/([\d.]{1,20})/, 'npm'],
  [/\baxios\/([\d.]{1,20})/, 'axios'],
  [/^got(?:\/([\d.]{1,20})| \()/, 'got'],
  [/\bnode-fetch(?:\/([\d.]{1,20}))?/, 'node-fetch'],
  [/^undici(?:\/([\d.]{1,20}))?$/, 'undici'],
  [/^node$/, 'Node fetch'],
  [/\bApache-HttpClient\/([\d.]{1,20})/, 'Apache HttpClient'],
  [/\bJava(?:-http-client)?\/([\d._]{1,20})/, 'Java'],
  [/\bGuzzleHttp\/([\d.]{1,20})/, 'Guzzle'],
  [/\blibwww-perl\/([\d.]{1,20})/, 'libwww-perl'],
  [/^Ruby\b/, 'Ruby'],
  [/\breqwest\/([\d.]{1,20})/, 'reqwest'],
  [/\bDebian APT-HTTP\/[\d.]{1,9} \(([\d.]{1,20})\)/, 'apt'],
  [/\bnghttp2\/([\d.]{1,20})/, 'nghttp'],
  [/\bApacheBench\/([\d.]{1,20})/, 'ApacheBench'],
  [/\bSiege\/([\d.]{1,20})/, 'siege'],
  [/\blftp\/([\d.]{1,20})/, 'lftp'],
  [/^Mojolicious \(Perl\)/, 'Mojolicious'],
  [/\bPython-httplib2\/([\d.]{1,20})/, 'httplib2'],
  // Written in Go, with its net/http.
  [/^rclone\//, 'Go net/http'],
  [/\bcurl\/([\d.]{1,20})/, 'curl'],
];

const BROWSERS: readonly (readonly [pattern: RegExp, name: NonNullable<Client['browser']>])[] = [
  [/\bFirefox\/([\d.]{1,20})/, 'firefox'],
  [/\b(?:Headless)?Chrome\/([\d.]{1,20})/, 'chromium'],
  [/\bVersion\/([\d.]{1,20}) (?:Mobile\/\w{1,20} )?Safari\//, 'safari'],
];

/** The program that a User-Agent names; undefined for one that is not known here. */
export function clientOf(userAgent: string): Client | undefined {
  const field = userAgent.slice(0, 500);
  for (const [pattern, name] of AGENTS) {
    const found = pattern.exec(field);
    if (found !== null) return { name, ...(found[1] === undefined ? {} : { version: found[1] }) };
  }
  for (const [pattern, browser] of BROWSERS) {
    const found = pattern.exec(field);
    if (found !== null)
      return { name: browser, browser, ...(found[1] === undefined ? {} : { version: found[1] }) };
  }
  return undefined;
}

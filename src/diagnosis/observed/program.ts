import { type MessageKey, type Text, text } from '../../model/text.js';
import type { RawFacts } from '../types.js';

/** Programs that keep a connection to the host that it was opened for, as they call themselves. */
const OWN_CONNECTIONS: ReadonlySet<string> = new Set([
  // HTTP/1.x only, whose connections are never shared (RFC 9110 section 4.3.3).
  ...[
    'wget',
    'HTTPie',
    'aria2',
    'lynx',
    'w3m',
    'urllib',
    'urllib3',
    'python-requests',
    'aiohttp',
    'pip',
    'npm',
    'axios',
    'node-fetch',
    'ApacheBench',
    'siege',
    'httping',
    'axel',
    'lftp',
    'Mojolicious',
    'httplib2',
    'tornado',
    'websockets',
    'ws',
    'yt-dlp',
  ],
  ...['Ruby', 'PHP', 'libwww-perl', 'apt', 'openssl'],
  // lib/url.c: a connection is one host's; git, Guzzle and Composer use libcurl.
  ...['curl', 'git', 'Guzzle', 'Composer'],
  // Their pools are by origin (measured with two hosts on one address and certificate; sources of wget2, .NET, hyper, JDK).
  ...[
    'wget2',
    'httpx',
    'got',
    'ky',
    'Node fetch',
    'undici',
    'libsoup',
    'Go net/http',
    'Java',
    'Apache HttpClient',
  ],
  ...['.NET HttpClient', 'PowerShell', 'reqwest', 'ureq'],
]);

const OKHTTP = 'OkHttp';
const URL_SESSION = 'URLSession';

/** Programs of which it is known how they share connections and retry. */
export const KNOWN_PROGRAMS: readonly string[] = [...OWN_CONNECTIONS, OKHTTP, URL_SESSION].sort((a, b) =>
  a.localeCompare(b, 'en'),
);

/** The request came from a program that is no browser. */
export const byProgram = ({ agent }: RawFacts): boolean => agent.name === 'program';

/** The program's name, where it is known to share no connection between hosts. */
export const sharesNothing = ({ agent }: RawFacts): string | undefined =>
  agent.name === 'program' && agent.program !== undefined && OWN_CONNECTIONS.has(agent.program)
    ? agent.program
    : undefined;

/**
 * OkHttp retries a 421 if its connection was another host's and the body can be sent again (RetryAndFollowUpInterceptor.kt); so one
 * that surfaced for a request without a body came on the host's own.
 */
export const retriedByOkHttp = ({ agent, occurrence }: RawFacts): boolean =>
  agent.name === 'program' &&
  agent.program === OKHTTP &&
  (occurrence.exchange.request.method === 'GET' || occurrence.exchange.request.method === 'HEAD');

/** Apple's network library, in apps as in Safari. */
export const byUrlSession = ({ agent }: RawFacts): boolean =>
  agent.name === 'program' && agent.program === URL_SESSION;

/** Words for a retry that was answered: the browser's, or the program's own, which its text shows. */
export const retriedBy = (facts: RawFacts, byBrowser: MessageKey): Text =>
  text(byProgram(facts) ? 'evidence_recovered_by_program' : byBrowser);

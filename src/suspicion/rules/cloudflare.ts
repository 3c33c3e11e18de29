import type { Meaning, SeenResponse, SuspicionRule } from '../rule.js';

const isCloudflare = ({ header }: SeenResponse): boolean =>
  /^cloudflare$/i.test(header('server') ?? '') && header('cf-ray') !== undefined;

const DOCS = 'developers.cloudflare.com, support, Cloudflare 1xxx errors; statuses 403, 409, 429 and 530';

/** A page of the edge itself: its title has the host, or it is a line of text for who does not ask for HTML. */
const numbered = (
  code: number,
  name: string,
  meaning: Meaning,
  most: SuspicionRule['most'],
): SuspicionRule => ({
  id: `cloudflare-${code}`,
  writer: 'Cloudflare',
  kind: 'cdn',
  meaning,
  most,
  statuses: [403, 409, 530],
  named: isCloudflare,
  says: ({ title, text }, { host }) =>
    text === `error code: ${code}` ||
    (title.toLowerCase() === `${name} | ${host} | Cloudflare`.toLowerCase() &&
      text.startsWith(`Error ${code} `))
      ? `Error ${code}: ${name}`
      : undefined,
  source: DOCS,
});

/** The edge could not agree with the server behind it on TLS. */
const handshake = (status: 525 | 526, name: string): SuspicionRule => ({
  id: `cloudflare-${status}`,
  writer: 'Cloudflare',
  kind: 'cdn',
  meaning: 'origin-tls',
  most: 'possible',
  statuses: [status],
  named: isCloudflare,
  says: ({ title, text }, { host }) =>
    text === `error code: ${status}` || title.toLowerCase() === `${host} | ${status}: ${name}`.toLowerCase()
      ? `Error ${status}: ${name}`
      : undefined,
  source: 'developers.cloudflare.com, support, Cloudflare 5xx errors',
});

export const RULES: readonly SuspicionRule[] = [
  numbered(1001, 'DNS resolution error', 'unknown-host', 'likely'),
  numbered(1014, 'CNAME Cross-User Banned', 'other-account', 'likely'),
  numbered(1016, 'Origin DNS error', 'no-origin', 'possible'),
  numbered(1034, 'Edge IP Restricted', 'unknown-host', 'possible'),
  handshake(525, 'SSL handshake failed'),
  handshake(526, 'Invalid SSL certificate'),
];

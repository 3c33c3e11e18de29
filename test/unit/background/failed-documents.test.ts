import { describe, expect, it } from 'vitest';
import { FailedDocuments } from '../../../src/background/failed-documents.js';
import { HostHistory } from '../../../src/incidents/host-history.js';
import type { BrowsingContext } from '../../../src/model/context.js';
import type { Protocol } from '../../../src/model/exchange.js';
import { NOON } from '../../fixtures/build.js';

const NORMAL: BrowsingContext = { kind: 'normal' };
const PRIVATE: BrowsingContext = { kind: 'private' };
const protocolOf = (): Protocol => 'h2';

const NAMES = {
  firefox: { certificate: 'SSL_ERROR_BAD_CERT_DOMAIN', alert: 'SSL_ERROR_UNRECOGNIZED_NAME_ALERT' },
  chromium: {
    certificate: 'net::ERR_CERT_COMMON_NAME_INVALID',
    alert: 'net::ERR_SSL_UNRECOGNIZED_NAME_ALERT',
  },
} as const;

/** One thing that happens, a number of seconds after the one before. */
type Event =
  | { readonly well: string; readonly at?: string; readonly status?: number; readonly after?: number }
  | {
      readonly fails: string;
      /** Another than that of a certificate for another name. */
      readonly error?: 'alert' | string;
      readonly at?: string;
      readonly after?: number;
      readonly proxy?: string;
    }
  | { readonly network: 'changes'; readonly after?: number }
  | { readonly background: 'starts anew'; readonly after?: number };

const SERVER = '192.0.2.10';

/** Gives the address that the last event's failure is suspected at. */
function play(browser: keyof typeof NAMES, events: readonly Event[], context = NORMAL): string | undefined {
  const stored: Record<string, unknown> = {};
  const area = {
    get: async () => stored,
    set: async (items: Record<string, unknown>) => void Object.assign(stored, items),
    remove: async () => {},
  };
  const history = new HostHistory();
  let documents = new FailedDocuments(area);
  let now = NOON;
  let last: string | undefined;
  for (const event of events) {
    now += (event.after ?? 10) * 1000;
    last = undefined;
    if ('network' in event) documents.networkChanged(now);
    else if ('background' in event) {
      documents = new FailedDocuments(area);
      documents.restore(JSON.parse(JSON.stringify(stored)));
    } else if ('well' in event) {
      const { well, at = SERVER, status = 200 } = event;
      history.note(`https://${well}/`, at, 'HTTP/2 200', status, 'answered', now, protocolOf);
    } else {
      const { fails, error = 'certificate', at = SERVER, proxy } = event;
      const names: Readonly<Record<string, string>> = NAMES[browser];
      last = documents.failed(
        {
          ...{ requestId: String(now), url: `https://${fails}/page`, method: 'GET', type: 'main_frame' },
          ...{ tabId: 1, frameId: 0, timeStamp: now, statusCode: 0, statusLine: names[error] ?? error },
          ...(browser === 'firefox'
            ? { ip: at, proxyInfo: proxy === undefined ? null : { type: proxy } }
            : {}),
        },
        context,
        history,
      );
    }
  }
  return last;
}

const WWW = 'www.shop.example';
const SHOP = 'api.shop.example';
const OTHER = 'news.example';

describe.each(['certificate', 'alert'] as const)('a failure that a difference makes suspect: %s', (error) => {
  it.each<readonly [string, readonly Event[]]>([
    [
      'a host of the site is well in between',
      [{ fails: SHOP, error }, { well: WWW }, { fails: SHOP, error }],
    ],
    [
      'the site’s own name is well in between',
      [{ fails: SHOP, error }, { well: 'shop.example' }, { fails: SHOP, error }],
    ],
    [
      'it fails on and on',
      [{ fails: SHOP, error }, { well: WWW }, { fails: SHOP, error }, { fails: SHOP, error }],
    ],
    [
      'another host of the site fails as well',
      [{ fails: 'm.shop.example', error }, { fails: SHOP, error }, { well: WWW }, { fails: SHOP, error }],
    ],
    [
      'the background was stopped in between',
      [{ fails: SHOP, error }, { well: WWW }, { background: 'starts anew' }, { fails: SHOP, error }],
    ],
  ])('Firefox: %s', (_, events) => {
    expect(play('firefox', events)).toBe(SERVER);
  });

  it.each<readonly [string, readonly Event[]]>([
    [
      'well, fails, well, fails',
      [{ well: SHOP }, { fails: SHOP, error }, { well: SHOP }, { fails: SHOP, error }],
    ],
    [
      'was well, and a host of the site is in between',
      [{ well: SHOP }, { fails: SHOP, error }, { well: WWW }, { fails: SHOP, error }],
    ],
  ])('both browsers: the host itself %s', (_, events) => {
    expect(play('firefox', events)).toBe(SERVER);
    expect(play('chromium', events)).toBe(SERVER);
  });
});

/** Nothing of it may be suspected, in either browser. */
const SILENT: readonly (readonly [string, readonly Event[]])[] = [
  ['one error', [{ fails: SHOP }]],
  ['one error beside a host of the site', [{ well: WWW }, { fails: SHOP }]],
  ['the error twice', [{ fails: SHOP }, { fails: SHOP }]],
  ['good responses only before', [{ well: WWW }, { well: SHOP }, { fails: SHOP }, { fails: SHOP }]],
  ['another site at the address is well', [{ fails: SHOP }, { well: OTHER }, { fails: SHOP }]],
  [
    'another owner below a shared name',
    [{ fails: 'shop.co.uk' }, { well: 'www.hotel.co.uk' }, { fails: 'shop.co.uk' }],
  ],
  [
    'a host of the site at another address',
    [{ fails: SHOP }, { well: WWW, at: '192.0.2.99' }, { fails: SHOP }],
  ],
  ['a host of the site that is not well', [{ fails: SHOP }, { well: WWW, status: 503 }, { fails: SHOP }]],
  ['the failures are far apart', [{ fails: SHOP }, { well: WWW }, { fails: SHOP, after: 600 }]],
  ['two different failures', [{ fails: SHOP }, { well: WWW }, { fails: SHOP, error: 'alert' }]],
  [
    'captive portal: every host fails at its own address',
    [...[{ well: WWW }, { fails: SHOP }, { fails: WWW }, { fails: OTHER }, { fails: SHOP }]],
  ],
  [
    'captive portal that DNS leads every name to, and whose own page is well',
    [
      ...[
        { fails: SHOP, at: '10.0.0.1' },
        { well: 'login.portal.example', at: '10.0.0.1' },
      ],
      ...[{ fails: SHOP, at: '10.0.0.1' }],
    ],
  ],
  [
    'captive portal, whose warning the user goes past at a host of the site',
    [{ fails: WWW }, { fails: SHOP }, { well: WWW }, { fails: SHOP }],
  ],
  [
    'captive portal before and after the log-in',
    [{ well: SHOP }, { fails: OTHER }, { fails: SHOP }, { well: WWW }, { fails: SHOP }],
  ],
  [
    'captive portal whose session ends: another site times out',
    [
      ...[{ well: SHOP }, { fails: SHOP }, { well: WWW }],
      ...[{ fails: OTHER, error: 'net::ERR_CONNECTION_TIMED_OUT' }, { fails: SHOP }],
    ],
  ],
  [
    'another network in between',
    [{ well: SHOP }, { fails: SHOP }, { network: 'changes' }, { well: WWW }, { fails: SHOP }],
  ],
  [
    'another network just before',
    [{ network: 'changes' }, { well: SHOP }, { fails: SHOP }, { well: WWW }, { fails: SHOP }],
  ],
  [
    'a filter that leads one name to its own page',
    [
      ...[
        { well: SHOP },
        { fails: SHOP, at: '10.0.0.53' },
        { well: 'blocked.filter.example', at: '10.0.0.53' },
      ],
      ...[{ fails: SHOP, at: '10.0.0.53' }],
    ],
  ],
  ...[
    'net::ERR_CERT_AUTHORITY_INVALID',
    'Error code 2153394163',
    'net::ERR_CERT_DATE_INVALID',
    'net::ERR_SSL_PROTOCOL_ERROR',
    'net::ERR_CONNECTION_RESET',
    'Error code 2152398868',
    'net::ERR_CONNECTION_CLOSED',
    'net::ERR_HTTP2_PROTOCOL_ERROR',
    'net::ERR_NAME_NOT_RESOLVED',
    'net::ERR_INTERNET_DISCONNECTED',
    'net::ERR_PROXY_CONNECTION_FAILED',
    'net::ERR_BLOCKED_BY_CLIENT',
  ].map((error): readonly [string, readonly Event[]] => [
    `TLS inspection, a broken server or no network: ${error}`,
    [{ well: SHOP }, { fails: SHOP, error }, { well: WWW }, { well: SHOP }, { fails: SHOP, error }],
  ]),
];

describe('failures that show nothing', () => {
  // A filter's address is not the host's; Chromium cannot know that, and has nothing else that is well there.
  it.each(SILENT)('%s', (_, events) => {
    expect(play('firefox', events)).toBeUndefined();
    expect(play('chromium', events)).toBeUndefined();
  });

  it('Chromium: a host that was never answered, for its address is not known', () => {
    expect(play('chromium', [{ fails: SHOP }, { well: WWW }, { fails: SHOP }])).toBeUndefined();
  });

  it('Firefox: through a proxy, whose address all hosts have', () => {
    const proxy = 'http';
    expect(play('firefox', [{ fails: SHOP, proxy }, { well: WWW }, { fails: SHOP, proxy }])).toBeUndefined();
  });
});

it('of private windows nothing is kept once the last is closed', () => {
  const stored: Record<string, unknown> = {};
  const documents = new FailedDocuments({
    get: async () => stored,
    set: async (items) => void Object.assign(stored, items),
    remove: async () => {},
  });
  const failure = (url: string, requestId: string) => ({
    ...{ requestId, url, method: 'GET', type: 'main_frame', tabId: 1, frameId: 0 },
    ...{ timeStamp: NOON, statusCode: 0, statusLine: NAMES.firefox.alert, ip: SERVER },
  });
  documents.failed(failure('https://secret.example/', '1'), PRIVATE, new HostHistory());
  documents.failed(failure('https://shop.example/', '2'), NORMAL, new HostHistory());
  documents.forgetPrivate();
  expect(JSON.stringify(stored)).not.toContain('secret');
  expect(JSON.stringify(stored)).toContain('shop.example');
});

it('what is stored may be anything, and stays bounded', () => {
  const stored: Record<string, unknown> = { 'failed-documents': [{ place: 1 }] };
  const documents = new FailedDocuments({
    get: async () => stored,
    set: async (items) => void Object.assign(stored, items),
    remove: async () => {},
  });
  documents.restore(stored);
  for (let n = 0; n < 200; n++) {
    documents.failed(
      {
        ...{
          requestId: String(n),
          url: `https://h${n}.example/`,
          method: 'GET',
          type: 'main_frame',
          tabId: 1,
        },
        ...{ frameId: 0, timeStamp: NOON + n, statusCode: 0, statusLine: NAMES.firefox.alert, ip: SERVER },
      },
      NORMAL,
      new HostHistory(),
    );
  }
  const kept = stored['failed-documents'];
  expect(Array.isArray(kept) && kept.length <= 51).toBe(true);
});

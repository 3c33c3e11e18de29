import { GOOD_PAGES } from '../../fixtures/suspected/look-alikes.js';
import { SUSPECT_PAGES } from '../../fixtures/suspected/pages.js';
import { inBoth, type Reply, type Site } from '../site.js';

interface Played {
  readonly name: string;
  readonly host: string;
  readonly url: string;
}

interface Page {
  readonly name: string;
  readonly url: string;
  readonly statusLine: string;
  readonly headers: readonly string[];
  readonly body: string;
}

/** Of each kind of writer one. */
const NAMES: readonly string[] = [
  'Jetty 9.4: Host does not match SNI',
  'Jetty 12: Invalid SNI',
  'Apache behind a gateway: no SNI',
  'ASP.NET Core: Invalid Hostname',
  'Cloudflare 1014',
  'Cloudflare 526',
  'Fastly: unknown domain',
  'S3: no bucket, XML',
  'S3 website: no bucket',
  'GitHub Pages: no site',
  'Heroku: no such app',
  'Netlify: no site',
  'Vercel: no deployment',
  'Azure App Service: no site',
];

/** What resembles them: of each way one. */
const GOOD_NAMES: readonly string[] = [
  'GitHub Pages: no site: with status 200',
  'GitHub Pages: no site: an article that quotes the text, and is gone',
  'Fastly: unknown domain: an own 404 page with the text hidden in it',
  'Netlify: no site: an API’s JSON that has the text as its message',
  'Heroku: no such app: the same page, written by another server',
  'Apache behind a gateway: no SNI: the same server’s ordinary 404',
  'S3: no bucket, XML: empty',
  'Jetty: ambiguous path',
  'captive portal in Apache’s dress',
  'Envoy: no route, empty',
  'Vercel: page not found',
  'Cloudflare: 1016 of another host, quoted',
];

/** With a number, for a certificate's common name has room for 64 characters. */
const hostOf = (name: string, at: number): string =>
  `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 24)
    .replace(/^-|-$/g, '')}-${at}.suspected.test`;
/** The server of the lab makes these itself. */
const ITS_OWN = /^(?:content-length|transfer-encoding)$/i;
const RECORDED_HOST = 'www.shop.example';

const played = (page: Page, at: number): Played & { readonly page: Page } => {
  const host = hostOf(page.name, at);
  return { name: page.name, host, url: page.url.replace(RECORDED_HOST, host), page };
};

const named = (pages: readonly Page[], names: readonly string[], from: number) =>
  names.map((name, at) => {
    const page = pages.find((one) => one.name === name);
    if (!page) throw new Error(`no page is called ${name}`);
    return played(page, from + at);
  });

const SUSPECTED = named(SUSPECT_PAGES, NAMES, 0);
const GOOD = named(GOOD_PAGES, GOOD_NAMES, NAMES.length);

export const PLAYED_SUSPECTED: readonly Played[] = SUSPECTED;
export const PLAYED_GOOD: readonly Played[] = GOOD;

export function replyOf({ statusLine, headers, body }: Page, host: string): Reply {
  const [, status = '', phrase = ''] = /^HTTP\/\S+ (\d{3}) ?(.*)$/.exec(statusLine) ?? [];
  return {
    status: Number(status),
    ...(phrase === '' ? {} : { phrase }),
    headers: headers
      .map((line): readonly [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trim()];
      })
      .filter(([field]) => !ITS_OWN.test(field)),
    body: body.replaceAll(RECORDED_HOST, host),
  };
}

const ALL = [...SUSPECTED, ...GOOD];

/** Each page at a host of its own: those that are suspected, and those that only look like it. */
export const suspectedPages: Site = {
  id: 'suspected-pages',
  title: 'Without a 421',
  story:
    'Servers, CDNs and platforms that say in their own words that a host is not theirs, and pages that resemble those.',
  hosts: Object.fromEntries(ALL.map(({ host, page }) => [host, () => replyOf(page, host)])),
  http1Only: ALL.filter(({ page }) => /^HTTP\/1\.1 \d{3} \S/.test(page.statusLine)).map(({ host }) => host),
  visits: [],
  expect: inBoth(),
};

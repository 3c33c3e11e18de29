import type { Agent } from '../../model/incident.js';
import { type JsonObject, textIn } from '../log/json.js';

/** Program names in `browser` and `creator` (HAR 1.2), of which the first that matches names the browser. */
const BROWSERS: readonly (readonly [RegExp, Agent['name']])[] = [
  [/firefox|nightly|librewolf|waterfox|tor browser|mullvad|floorp|zen browser|gecko/i, 'firefox'],
  // Chromium's DevTools call themselves WebInspector, Safari's WebKit Web Inspector.
  [/^webinspector$|chrom(?:e|ium)|edge|brave|opera|vivaldi/i, 'chromium'],
  [/webkit|safari/i, 'safari'],
];

/** Programs that stand between a browser and a server, and record what passes. */
const PROXIES =
  /proxy|charles|fiddler|mitm|burp|\bzap\b|http ?toolkit|requestly|reqable|whistle|surge|wireshark|pcap|tcpdump|http (?:catcher|debugger)|sniffer|packet capture/i;

/**
 * Programs that send requests themselves, and browsers of whose retries nothing is known: what they recorded is what
 * came, so nothing is to be said of them.
 */
const CLIENTS =
  /insomnia|postman|bruno|hoppscotch|\bpaw\b|rapidapi|httpie|thunder client|rest client|yaak|curl|hurl|wget|k6|jmeter|gatling|axios|undici|node|python|requests|internet explorer|f12 developer/i;

/** Programs that drive a browser and write down what its developer tools report. */
const CAPTURE_TOOLS =
  /chrome-har|har ?capturer|browsertime|sitespeed|puppeteer|playwright|cypress|selenium|webdriver|webpage ?test|lighthouse|catchpoint|speedcurve|calibre|har[- ]export/i;

const VERSIONS: Readonly<Partial<Record<Agent['name'], RegExp>>> = {
  chromium: /Chrom(?:e|ium)\/([\d.]{1,40})/,
  firefox: /Firefox\/([\d.]{1,40})/,
  safari: /Version\/([\d.]{1,40})/,
};

const USER_AGENTS: readonly (readonly [RegExp, Agent['name']])[] = [
  [/Firefox\//, 'firefox'],
  [/Chrom(?:e|ium)\//, 'chromium'],
  [/Version\/.*Safari\//, 'safari'],
];

/** What wrote a file. `unknown`: it may be any of the others. */
export type Writer = 'browser' | 'proxy' | 'client' | 'unknown';

export interface Source {
  /** The browser whose view of its requests the file holds; `other` where it is none. */
  readonly agent: Agent;
  readonly writer: Writer;
}

export interface Signs {
  readonly creator: JsonObject | undefined;
  readonly browser: JsonObject | undefined;
  /** The User-Agent field of a request. */
  readonly userAgent: string | undefined;
  /** Entries have fields that only developer tools and what is built on them write. */
  readonly fromDevTools: boolean;
}

/**
 * Who wrote a HAR file. A proxy's is `other`, whatever browser was behind it, also where the proxy names that browser
 * (BrowserMob Proxy does): it has each try as a request of its own, so no browser's retry rule holds for it.
 */
export function sourceOf({ creator, browser, userAgent, fromDevTools }: Signs): Source {
  const [made, named] = [textIn(creator, 'name') ?? '', textIn(browser, 'name') ?? ''];
  if (PROXIES.test(made)) return { agent: { name: 'other' }, writer: 'proxy' };
  const written = firstOf(BROWSERS, named) ?? firstOf(BROWSERS, made);
  const byAgent = firstOf(USER_AGENTS, userAgent ?? '');
  const captured = CAPTURE_TOOLS.test(made) || fromDevTools ? byAgent : undefined;
  const name = written ?? captured;
  if (name !== undefined) {
    const version = VERSIONS[name]?.exec(userAgent ?? '')?.[1];
    return { agent: { name, ...(version === undefined ? {} : { version }) }, writer: 'browser' };
  }
  // A browser writes itself into both members.
  const client = CLIENTS.test(made) || CAPTURE_TOOLS.test(made) || (made !== '' && made === named);
  return { agent: { name: 'other' }, writer: client ? 'client' : 'unknown' };
}

const firstOf = (
  list: readonly (readonly [RegExp, Agent['name']])[],
  text: string,
): Agent['name'] | undefined => list.find(([pattern]) => pattern.test(text))?.[1];

const MAX_CREATOR = 100;

export function creatorName(creator: JsonObject | undefined): string | undefined {
  const name = textIn(creator, 'name');
  return name === undefined
    ? undefined
    : `${name} ${textIn(creator, 'version') ?? ''}`.trim().slice(0, MAX_CREATOR);
}

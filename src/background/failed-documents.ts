// Which failed navigation is suspected. A network that answers for every host (a log-in page, a filter, TLS inspection) must not
// be taken for a server that lacks a name, so all of this is asked for:
//
// - The same host failed in the same way before, within minutes.
// - In between there was a good response from the same address: of another host of its site, which a foreign network cannot
//   give, or of the host itself, which was well before as well.
// - No host of another site failed in these minutes, in whatever way, and the browser neither lost its network nor got another.
//
// Chromium names no address of a failed request. There the address is where the host itself was answered within minutes.
import * as v from 'valibot';
import type { HostHistory } from '../incidents/host-history.js';
import type { SessionArea } from '../incidents/store/session.js';
import { authorityOf, originOf } from '../model/authority.js';
import type { BrowsingContext } from '../model/context.js';
import { incidentKey, isPrivateKey } from '../model/incident.js';
import { siteOf } from '../model/site.js';
import { text, time } from '../model/stored.js';
import type { WebResponse } from '../platform/web-response.js';
import { DIFFERENCE_MS, failureOf, isRecentlyWell, wellSince } from '../suspicion/failures.js';

const failedSchema = v.object({
  /** See incidentKey. */
  place: text,
  site: text,
  /** The browser's name for it. */
  error: text,
  /** ms since the epoch */
  time,
  /** Where it failed; absent where that is not known. */
  address: v.exactOptional(text),
  /** The host itself was well there, within minutes. */
  wellBefore: v.boolean(),
});
type Failed = v.InferOutput<typeof failedSchema>;

const KEY = 'failed-documents';
/** Failures that are kept: the latest. */
const MAX_KEPT = 50;

export class FailedDocuments {
  readonly #area: SessionArea;
  #kept: readonly Failed[] = [];
  /** ms since the epoch; of this life of the background. */
  #changed = 0;

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** Takes over what the life before knew. `stored`: all of storage.session. */
  restore(stored: Readonly<Record<string, unknown>>): void {
    const parsed = v.safeParse(v.array(failedSchema), stored[KEY]);
    this.#kept = [...(parsed.success ? parsed.output : []), ...this.#kept];
  }

  /** The browser lost its network or got one. `now`: ms since the epoch. */
  networkChanged(now: number): void {
    this.#changed = now;
  }

  /**
   * A navigation failed before there was a response. Answers with the address that the evidence is about, if it is to be
   * suspected. `history`: of the context, read only.
   */
  failed(response: WebResponse, context: BrowsingContext, history: HostHistory): string | undefined {
    const authority = authorityOf(response.url);
    if (authority?.scheme !== 'https') return undefined;
    const { timeStamp, statusLine } = response;
    const address = addressOf(response) ?? history.lastAddress(originOf(authority));
    const at = address === undefined ? undefined : history.at(authority, address);
    const one: Failed = {
      place: incidentKey(authority, context),
      site: siteOf(authority.host),
      error: statusLine,
      time: Math.round(timeStamp),
      ...(address === undefined ? {} : { address }),
      wellBefore: isRecentlyWell(at?.own, timeStamp),
    };
    const recent = this.#kept.filter(
      ({ time }) => time > one.time - DIFFERENCE_MS && time > this.#changed && time <= one.time,
    );
    this.#keep([...recent, one].slice(-MAX_KEPT));
    if (failureOf(statusLine) === undefined || at === undefined || isProxied(response)) return undefined;
    if (this.#changed > one.time - DIFFERENCE_MS) return undefined;
    if (recent.some(({ site }) => site !== one.site)) return undefined;
    const first = recent.find(
      ({ place, error, address }) =>
        place === one.place && error === one.error && (address === undefined || address === one.address),
    );
    if (!first) return undefined;
    // Without an address of its own, the host must have been well where it is taken to be.
    const known = addressOf(response) !== undefined;
    if (!known && !first.wellBefore) return undefined;
    const own = first.wellBefore ? at.own : undefined;
    // One that failed as well, and was answered afterwards, may be a warning that the user went past.
    const others = at.others.filter(
      ({ host, port }) =>
        !recent.some(({ place }) => place === incidentKey({ scheme: 'https', host, port }, context)),
    );
    return wellSince(authority.host, { own, others }, first.time) ? address : undefined;
  }

  /** The last private window is closed. */
  forgetPrivate(): void {
    const left = this.#kept.filter(({ place }) => !isPrivateKey(place));
    if (left.length < this.#kept.length) this.#keep(left);
  }

  #keep(failures: readonly Failed[]): void {
    this.#kept = failures;
    // Refused (storage.session is full): known as long as this background lives.
    this.#area.set({ [KEY]: failures }).catch(() => undefined);
  }
}

/** A proxy's address is no host's. */
const isProxied = ({ proxyInfo }: WebResponse): boolean =>
  proxyInfo?.type !== undefined && proxyInfo.type !== 'direct';

const addressOf = ({ ip }: WebResponse): string | undefined =>
  ip === undefined || ip === '' ? undefined : ip;

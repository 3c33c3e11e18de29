// The first bytes of a misdirected answer's body, without asking the server again.
import * as v from 'valibot';
import { startOfUrl } from '../model/bounds.js';
import {
  type BodyFacts,
  MAX_BODY_BYTES,
  type PageFacts,
  type Protocol,
  TUNNEL_REFUSED,
} from '../model/exchange.js';
import { type Known, known, unknown } from '../model/known.js';
import { browser } from './browser.js';
import { target } from './target.js';
import type { WebResponse } from './web-response.js';

/** Nobody reads the response to these, and Firefox gives a filter an empty one, whatever was sent (measured: 153). */
const UNREAD: ReadonlySet<string> = new Set(['websocket', 'beacon', 'ping', 'csp_report']);

/**
 * Firefox: reads along while the page gets every byte (MDN: webRequest.filterResponseData). Must be called while the
 * answer's onHeadersReceived is blocked. `contentType` gives the character set. Elsewhere undefined: see readPage.
 */
export function tapBody(
  response: WebResponse,
  contentType: string | undefined,
): Promise<Known<BodyFacts>> | undefined {
  if (target !== 'firefox' || UNREAD.has(response.type) || response.statusLine === TUNNEL_REFUSED) {
    return undefined;
  }
  return new Promise((resolve) => {
    try {
      const filter = browser.webRequest.filterResponseData(response.requestId);
      const kept = new Uint8Array(MAX_BODY_BYTES);
      let length = 0;
      const late = setTimeout(() => done(true), BODY_COMES_MS);
      const done = (cut: boolean) => {
        clearTimeout(late);
        resolve(bodyOf(response, kept.subarray(0, length), contentType, cut));
      };
      filter.ondata = ({ data }) => {
        filter.write(data);
        const bytes = new Uint8Array(data);
        const room = MAX_BODY_BYTES - length;
        kept.set(bytes.subarray(0, room), length);
        length += Math.min(room, bytes.length);
        if (bytes.length > room) {
          filter.disconnect();
          done(true);
        }
      };
      filter.onstop = () => {
        filter.disconnect();
        done(false);
      };
      filter.onerror = () => {
        clearTimeout(late);
        resolve(unknown('failed'));
      };
    } catch {
      resolve(unknown('failed'));
    }
  });
}

/** ms for a body to come to its end, or to the bytes that are kept of it; what has come by then is all that is read. */
const BODY_COMES_MS = 60_000;

/** What is known of a body by the bytes that came. `cut`: more may have been sent. */
function bodyOf(
  response: WebResponse,
  bytes: Uint8Array,
  contentType: string | undefined,
  cut: boolean,
): Known<BodyFacts> {
  const { type, responseHeaders = [] } = response;
  const field = (name: string): string =>
    responseHeaders
      .find((header) => header.name.toLowerCase() === name)
      ?.value?.trim()
      .toLowerCase() ?? '';
  const textual = isText(contentType);
  if (bytes.length > 0) {
    return textual ? known({ text: decode(bytes, contentType), cut, via: 'stream' }) : unknown('not_shown');
  }
  if (field('content-length') === '0') return known({ text: '', cut: false, via: 'stream' });
  // Of a part that CORS or ORB keeps from its page, and of what it cannot decode or hands over as a download, Firefox gives
  // a filter no byte, whatever was sent (measured: 153). So no byte means an empty body only where it would have shown one.
  if (type !== 'main_frame' && type !== 'sub_frame') return unknown('blocked');
  const decoded = ['', 'identity'].includes(field('content-encoding'));
  const inline = !field('content-disposition').startsWith('attachment');
  return textual && decoded && inline && !cut
    ? known({ text: '', cut: false, via: 'stream' })
    : unknown('not_shown');
}

/** A media type that is shown as text; none: browsers find out by the bytes, which is text for all that servers refuse with. */
function isText(contentType: string | undefined): boolean {
  const essence = (contentType?.split(',').at(-1)?.split(';', 1)[0] ?? '').trim().toLowerCase();
  return (
    essence === '' || /^text\/|[/+](?:json|xml)$|^application\/(?:x-)?(?:java|ecma)script$/.test(essence)
  );
}

function decode(bytes: Uint8Array, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** What a document shows of itself. */
export interface PageReading {
  readonly body: Known<BodyFacts>;
  readonly page: Known<PageFacts>;
}

/** Chrome's error for a status that is one, with a body of no bytes (net/base/net_error_list.h). */
const EMPTY_BODY = 'net::ERR_HTTP_RESPONSE_CODE_FAILURE';

/**
 * Reads the document in a tab's main frame by script, if it has this status. `error`: with which the navigation failed, where it did. Chrome lets no
 * script into its own pages ("Frame with ID 0 is showing error page"). It shows one for an empty body, and another one for a
 * download or an encoding that it cannot read.
 */
export async function readPage(
  tabId: number,
  url: string,
  error?: string,
  status = 421,
): Promise<PageReading> {
  if (target === 'chromium' && error === EMPTY_BODY) {
    return { body: known({ text: '', cut: false, via: 'error_page' }), page: unknown('page_gone') };
  }
  try {
    const [result] = await browser.scripting.executeScript({
      target: { tabId },
      func: readDocument,
      args: [startOfUrl(url), startOfUrl(url) !== url, MAX_BODY_BYTES],
    });
    return readingOf(result?.result, status);
  } catch (refusal) {
    const ownPage = refusal instanceof Error && /showing error page/i.test(refusal.message);
    return { body: unknown(ownPage ? 'not_shown' : 'page_gone'), page: unknown('page_gone') };
  }
}

/** Runs in the page, in a world of its own: it can use nothing from this file. */
function readDocument(url: string, isStart: boolean, limit: number): unknown {
  // Another page is there by now: what it shows is not the response.
  const [shown = ''] = location.href.split('#');
  const [asked = ''] = url.split('#');
  if (isStart ? !shown.startsWith(asked) : shown !== asked) return null;
  const [timing] = performance.getEntriesByType('navigation');
  if (!(timing instanceof PerformanceNavigationTiming)) return null;
  const { contentType, documentElement, body } = document;
  // Chromium shows XML that names no style sheet in a page of its own, with the source in it.
  const source = document.getElementById('webkit-xml-viewer-source-xml');
  const text =
    source?.innerHTML ?? (/html|xml/.test(contentType) ? documentElement?.outerHTML : body?.textContent);
  const controlled = navigator.serviceWorker?.controller != null;
  return {
    text: (text ?? '').slice(0, limit),
    cut: (text ?? '').length > limit,
    contentType,
    status: timing.responseStatus,
    // Measured with Chromium 156 and Firefox 153: only a response that a service worker gave names no protocol.
    fromWorker: controlled && timing.nextHopProtocol === '',
    hop: timing.nextHopProtocol,
    connectStart: timing.connectStart,
    connectEnd: timing.connectEnd,
    responseStart: timing.responseStart,
  };
}

const number = v.pipe(v.number(), v.finite());
const readingSchema = v.object({
  text: v.string(),
  cut: v.boolean(),
  contentType: v.string(),
  status: number,
  fromWorker: v.boolean(),
  hop: v.string(),
  connectStart: number,
  connectEnd: number,
  responseStart: number,
});

function readingOf(result: unknown, status: number): PageReading {
  const parsed = v.safeParse(readingSchema, result);
  // A page of the site's service worker is not the response, even where it has the same status.
  if (!parsed.success || parsed.output.status !== status || parsed.output.fromWorker) {
    return { body: unknown('page_gone'), page: unknown('page_gone') };
  }
  const { text, cut, contentType, hop, connectStart, connectEnd, responseStart } = parsed.output;
  return {
    // Of pictures, sound and PDF the browser shows a page of its own.
    body: isText(contentType) ? known({ text, cut, via: 'page' }) : unknown('not_shown'),
    page: known({ protocol: protocolOfHop(hop), connectStart, connectEnd, responseStart }),
  };
}

/** ALPN protocol id (RFC 7301) of Resource Timing's nextHopProtocol. */
export function protocolOfHop(hop: unknown): Protocol {
  if (hop === 'h2' || hop === 'h3' || hop === 'http/1.1') return hop;
  return hop === 'http/1.0' ? 'http/1.1' : 'unknown';
}

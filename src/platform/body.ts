// The first bytes of a misdirected answer's body, without asking the server again.
import { startOfUrl } from '../model/bounds.js';
import { type BodyFacts, MAX_BODY_BYTES, type PageFacts, type Protocol } from '../model/exchange.js';
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
  if (target !== 'firefox' || UNREAD.has(response.type)) return undefined;
  return new Promise((resolve) => {
    try {
      const filter = browser.webRequest.filterResponseData(response.requestId);
      const kept = new Uint8Array(MAX_BODY_BYTES);
      let length = 0;
      const done = (cut: boolean) =>
        resolve(
          length === 0 && !mayBeEmpty(response)
            ? unknown('blocked')
            : known({ text: decode(kept.subarray(0, length), contentType), cut, via: 'stream' }),
        );
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
      filter.onerror = () => resolve(unknown('failed'));
    } catch {
      resolve(unknown('failed'));
    }
  });
}

/**
 * Of a part that CORS or ORB keeps from its page Firefox gives a filter no byte, whatever was sent (measured: 153). So
 * no byte means an empty body only for documents, or where the server said so.
 */
const mayBeEmpty = ({ type, responseHeaders = [] }: WebResponse): boolean =>
  type === 'main_frame' ||
  type === 'sub_frame' ||
  responseHeaders.some(({ name, value }) => name.toLowerCase() === 'content-length' && value === '0');

function decode(bytes: Uint8Array, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** What a document that answered 421 shows of itself. */
export interface PageReading {
  readonly body: Known<BodyFacts>;
  readonly page: Known<PageFacts>;
}

/**
 * Reads the document in a tab's main frame by script. Chrome shows a page of its own for an empty body and lets no
 * script in ("Frame with ID 0 is showing error page"): that refusal says that the body was empty.
 */
export async function readPage(tabId: number, url: string): Promise<PageReading> {
  try {
    const [result] = await browser.scripting.executeScript({
      target: { tabId },
      func: readDocument,
      args: [startOfUrl(url), startOfUrl(url) !== url, MAX_BODY_BYTES],
    });
    return readingOf(result?.result);
  } catch (error) {
    const empty = error instanceof Error && /showing error page/i.test(error.message);
    return {
      body: empty ? known({ text: '', cut: false, via: 'error_page' }) : unknown('page_gone'),
      page: unknown('page_gone'),
    };
  }
}

/** Runs in the page, in a world of its own: it can use nothing from this file. */
function readDocument(url: string, isStart: boolean, limit: number): unknown {
  const timing = performance.getEntriesByType('navigation')[0];
  // Another page is there by now: what it shows is not the response.
  const [shown = ''] = location.href.split('#');
  const [asked = ''] = url.split('#');
  if (isStart ? !shown.startsWith(asked) : shown !== asked) return null;
  const markup = /html|xml/.test(document.contentType);
  const text = (markup ? document.documentElement?.outerHTML : document.body?.textContent) ?? '';
  return { text: text.slice(0, limit), cut: text.length > limit, timing: timing?.toJSON() };
}

function readingOf(result: unknown): PageReading {
  if (
    typeof result !== 'object' ||
    result === null ||
    !('text' in result) ||
    typeof result.text !== 'string'
  ) {
    return { body: unknown('page_gone'), page: unknown('page_gone') };
  }
  const body: BodyFacts = { text: result.text, cut: 'cut' in result && result.cut === true, via: 'page' };
  const timing: unknown = 'timing' in result ? result.timing : undefined;
  if (typeof timing !== 'object' || timing === null) return { body: known(body), page: unknown('failed') };
  const number = (key: string): number => {
    const value: unknown = Reflect.get(timing, key);
    return typeof value === 'number' ? value : 0;
  };
  const hop: unknown = Reflect.get(timing, 'nextHopProtocol');
  return {
    body: known(body),
    page: known({
      protocol: protocolOfHop(hop),
      connectStart: number('connectStart'),
      connectEnd: number('connectEnd'),
      responseStart: number('responseStart'),
    }),
  };
}

/** ALPN protocol id (RFC 7301) of Resource Timing's nextHopProtocol. */
export function protocolOfHop(hop: unknown): Protocol {
  if (hop === 'h2' || hop === 'h3' || hop === 'http/1.1') return hop;
  return hop === 'http/1.0' ? 'http/1.1' : 'unknown';
}

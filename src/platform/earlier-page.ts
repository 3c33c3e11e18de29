// What a page that is open shows about itself afterwards: its own timing has the status of its document and of its parts
// (Resource Timing, `responseStatus`: Chrome 109, Firefox 109). A part of another origin that does not allow it shows 0.
// No request is sent for this.
import * as v from 'valibot';
import type { PageFacts, RequestType } from '../model/exchange.js';
import { protocolOfHop } from './body.js';
import { browser } from './browser.js';

/** A part of a frame whose server answered 421. `time`: of its response, ms since the epoch. */
export interface PartAccount {
  readonly url: string;
  readonly type: RequestType;
  readonly time: number;
  readonly page: PageFacts;
}

export interface FrameAccount {
  /** 0: the page's main document. */
  readonly frameId: number;
  /** Absent where the browser names documents by no id. */
  readonly documentId?: string;
  /** That the document was asked for under, after redirects. */
  readonly url: string;
  /** Under which it is shown now. */
  readonly shownAs: string;
  /** Of the document's response; 0: the browser does not say. */
  readonly status: number;
  /** The page's own service worker gave that response: whether it is a server's, nobody can say afterwards. */
  readonly fromWorker: boolean;
  /** Of the document's response, ms since the epoch. */
  readonly time: number;
  readonly page: PageFacts;
  /** The page has loaded, so all of its first parts are in its account. */
  readonly loaded: boolean;
  readonly parts: readonly PartAccount[];
}

/** Parts that are read of one frame. */
const MAX_PARTS = 100;

const number = v.pipe(v.number(), v.finite());
const timing = v.object({
  name: v.string(),
  nextHopProtocol: v.string(),
  connectStart: number,
  connectEnd: number,
  responseStart: number,
});
const account = v.object({
  href: v.string(),
  origin: number,
  loaded: v.boolean(),
  status: number,
  fromWorker: v.boolean(),
  document: timing,
  parts: v.pipe(v.array(v.object({ initiator: v.string(), timing })), v.maxLength(MAX_PARTS)),
});

/**
 * Reads the timing of a tab's frames by script, the main one first. undefined where no script may enter the main one, as
 * Chrome's own error page for an empty 421.
 */
export async function readEarlierPage(tabId: number): Promise<readonly FrameAccount[] | undefined> {
  try {
    const results = await browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      // Not after the load, which a page may never reach.
      injectImmediately: true,
      func: readTiming,
      args: [MAX_PARTS],
    });
    const frames = results.flatMap(({ frameId, result, ...more }) => {
      const parsed = v.safeParse(account, result);
      const documentId: unknown = Reflect.get(more, 'documentId');
      return parsed.success
        ? [accountOf(frameId, typeof documentId === 'string' ? documentId : undefined, parsed.output)]
        : [];
    });
    const main = frames.find(({ frameId }) => frameId === 0);
    return main && [main, ...frames.filter((frame) => frame !== main)];
  } catch {
    return undefined;
  }
}

/** Runs in the page, in a world of its own: it can use nothing from this file. */
function readTiming(limit: number): unknown {
  const [own] = performance.getEntriesByType('navigation');
  if (!(own instanceof PerformanceNavigationTiming)) return null;
  const timingOf = (entry: PerformanceResourceTiming) => ({
    name: entry.name.split('#')[0],
    nextHopProtocol: entry.nextHopProtocol,
    connectStart: entry.connectStart,
    connectEnd: entry.connectEnd,
    responseStart: entry.responseStart,
  });
  // Measured with Chromium 156 and Firefox 153: only a response that a service worker gave names no protocol.
  const controlled = navigator.serviceWorker?.controller != null;
  const isFromWorker = (entry: PerformanceResourceTiming) => controlled && entry.nextHopProtocol === '';
  const parts = performance
    .getEntriesByType('resource')
    .filter((entry) => entry instanceof PerformanceResourceTiming)
    .filter((entry) => entry.responseStatus === 421 && !isFromWorker(entry))
    .slice(0, limit);
  return {
    href: location.href,
    origin: performance.timeOrigin,
    loaded: document.readyState === 'complete',
    status: own.responseStatus,
    fromWorker: isFromWorker(own),
    document: timingOf(own),
    parts: parts.map((entry) => ({ initiator: entry.initiatorType, timing: timingOf(entry) })),
  };
}

const accountOf = (
  frameId: number,
  documentId: string | undefined,
  { href, origin, loaded, status, fromWorker, document, parts }: v.InferOutput<typeof account>,
): FrameAccount => ({
  frameId,
  ...(documentId === undefined ? {} : { documentId }),
  url: document.name,
  shownAs: href,
  status,
  fromWorker,
  time: Math.round(origin + document.responseStart),
  page: factsOf(document),
  loaded,
  parts: parts.map(({ initiator, timing: one }) => ({
    url: one.name,
    type: TYPES[initiator] ?? 'other',
    time: Math.round(origin + one.responseStart),
    page: factsOf(one),
  })),
});

const factsOf = ({
  nextHopProtocol,
  connectStart,
  connectEnd,
  responseStart,
}: v.InferOutput<typeof timing>): PageFacts => ({
  protocol: protocolOfHop(nextHopProtocol),
  connectStart,
  connectEnd,
  responseStart,
});

/** Resource Timing's `initiatorType`, as far as it shows what was asked for. */
const TYPES: Readonly<Record<string, RequestType>> = {
  img: 'image',
  image: 'image',
  script: 'script',
  iframe: 'sub_frame',
  frame: 'sub_frame',
  fetch: 'xmlhttprequest',
  xmlhttprequest: 'xmlhttprequest',
  beacon: 'ping',
  audio: 'media',
  video: 'media',
  object: 'object',
  embed: 'object',
};

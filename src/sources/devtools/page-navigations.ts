import { boundedUrl } from '../../model/bounds.js';
import { headerValue } from '../../model/header.js';
import type { Entry } from '../har/entry.js';
import { type JsonObject, numberIn, objectIn, textIn } from '../log/json.js';

/** A top-level document that was answered. */
export interface LoadedDocument {
  readonly id: number;
  readonly raw: JsonObject;
  readonly entry: Entry;
}

/** Redirects that browsers follow (Fetch, "HTTP-redirect fetch", step 7), and the document itself. */
const MAX_CHAIN = 21;

/** Two URLs that differ in it name one document. As far as it is kept of a request. */
export const withoutFragment = (url: string): string => boundedUrl(url.split('#', 1)[0] ?? url);

const urlOf = ({ entry }: LoadedDocument): string => withoutFragment(entry.exchange.request.url);

/**
 * Finds the moments at which the inspected window takes up a new page, from two kinds of news that come in no order one
 * can rely on: that it navigated, and that a document was answered. Measured: Chromium 156 reports the navigation before
 * the document is over, and none at all to its own page for a response without a body; Firefox 153 reports it about when
 * the document is over, at times after the page's first parts.
 */
export class PageNavigations {
  /** The latest documents whose navigation was not reported yet. */
  #documents: LoadedDocument[] = [];
  /** Navigated to; its document is not over yet. */
  #awaited: string | undefined;
  /** A document was taken for a turn; its navigation is not reported yet. */
  #turned: string | undefined;

  /** The documents of the new page, redirects first, if this one is a turn to it; undefined otherwise. */
  answered(document: LoadedDocument): readonly LoadedDocument[] | undefined {
    if (this.#awaited === urlOf(document)) {
      this.#awaited = undefined;
      this.#documents = [];
      return undefined;
    }
    this.#documents.push(document);
    if (this.#documents.length > MAX_CHAIN) this.#documents.shift();
    const errorPage = isErrorPage(document);
    if (!errorPage && !leadsToPage(document)) return undefined;
    const chain = this.#chainTo(urlOf(document));
    this.#documents = [];
    this.#turned = errorPage ? undefined : urlOf(document);
    return chain;
  }

  /** The documents of the new page that are over already, if this is a turn that was not known; undefined otherwise. */
  navigated(url: string): readonly LoadedDocument[] | undefined {
    const wanted = withoutFragment(url);
    const known = this.#turned === wanted;
    this.#turned = undefined;
    if (known) return undefined;
    const chain = this.#chainTo(wanted);
    const last = chain.at(-1);
    this.#awaited = last !== undefined && urlOf(last) === wanted ? undefined : wanted;
    this.#documents = [];
    return chain;
  }

  /** The latest document of this URL, if it is over, behind the redirects that led to it. */
  #chainTo(url: string): LoadedDocument[] {
    const chain: LoadedDocument[] = [];
    let wanted = url;
    for (const document of this.#documents.toReversed()) {
      const isLast = chain.length === 0 && urlOf(document) === wanted;
      if (!isLast && redirectOf(document) !== wanted) break;
      chain.unshift(document);
      wanted = urlOf(document);
    }
    return chain;
  }
}

const responseOf = ({ raw }: LoadedDocument): JsonObject | undefined => objectIn(raw, 'response');

/** Where a redirect leads to. */
function redirectOf(document: LoadedDocument): string | undefined {
  const target = textIn(responseOf(document), 'redirectURL');
  const base = urlOf(document);
  return target && URL.canParse(target, base) ? withoutFragment(new URL(target, base).href) : undefined;
}

/** Chromium's DevTools and nobody else's have this field. */
const isChromium = ({ raw }: LoadedDocument): boolean => textIn(raw, '_resourceType') !== undefined;

/** Chromium shows a page of its own for an error without a body. */
const isErrorPage = (document: LoadedDocument): boolean =>
  isChromium(document) &&
  document.entry.exchange.response.status >= 400 &&
  numberIn(objectIn(responseOf(document), 'content'), 'size') === 0;

/**
 * The document alone shows that the window takes it up. Not where it is saved as a file, nor by 204 and 205, which leave
 * the window as it is (HTML, "navigate"); and in Chromium the navigation is reported in time.
 */
function leadsToPage(document: LoadedDocument): boolean {
  const { status, headers } = document.entry.exchange.response;
  return (
    !isChromium(document) &&
    status !== 204 &&
    status !== 205 &&
    redirectOf(document) === undefined &&
    !/^\s*attachment/i.test(headerValue(headers, 'content-disposition') ?? '')
  );
}

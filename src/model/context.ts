/**
 * The browsing context that a request belongs to. Browsers share no connections between contexts, and what
 * happens in a private one is never written to disk.
 */
export type BrowsingContext =
  | { readonly kind: 'normal' }
  | { readonly kind: 'private' }
  /** A Firefox container; `id` is its cookieStoreId, e.g. `firefox-container-2`. */
  | { readonly kind: 'container'; readonly id: string };

/** One short text a context, for keys. */
export const contextKey = (context: BrowsingContext): string =>
  context.kind === 'container' ? `container:${context.id}` : context.kind;

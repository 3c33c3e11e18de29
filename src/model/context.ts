import * as v from 'valibot';
import { type Stored, text } from './stored.js';
/**
 * The browsing context that a request belongs to. Browsers share no connections between contexts, and what
 * happens in a private one is never written to disk.
 */
export const contextSchema = v.variant('kind', [
  v.object({ kind: v.literal('normal') }),
  v.object({ kind: v.literal('private') }),
  /** A Firefox container; `id` is its cookieStoreId, e.g. `firefox-container-2`. */
  v.object({ kind: v.literal('container'), id: text }),
]);
export type BrowsingContext = Stored<typeof contextSchema>;

/** One short text a context, for keys. */
export const contextKey = (context: BrowsingContext): string =>
  context.kind === 'container' ? `container:${context.id}` : context.kind;

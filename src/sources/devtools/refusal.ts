import type { Entry } from '../har/entry.js';
import type { JsonObject } from '../log/json.js';
import type { SentRequest } from './sent-request.js';

/** A 421 in the log of the developer tools. */
export interface Refusal {
  /** Unique in one log, in the order of the responses. */
  readonly id: number;
  /** The entry as the developer tools gave it. */
  readonly raw: JsonObject;
  readonly entry: Entry;
  readonly sent: SentRequest;
  /** ms from the request's start to the end of its response */
  readonly duration: number;
  /** Other hosts that the same connection had carried by then; empty where the browser does not distinguish connections. */
  readonly companions: readonly string[];
}

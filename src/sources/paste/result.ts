import type { PastedFacts } from '../../model/check.js';
import type { Text } from '../../model/text.js';

/** What came of a pasted text: facts, or a sentence that says what was expected. */
export type PastedResult =
  | { readonly read: true; readonly facts: PastedFacts }
  | { readonly read: false; readonly why: Text };

/** What one program's reader found; the time is added at the end. */
export type ReadFacts = Omit<PastedFacts, 'time'>;

/** A reader's answer: facts; or that the program ran and failed, in its own words where it said why. */
export type Reading =
  | {
      readonly kind: 'facts';
      readonly facts: ReadFacts /** Line of the first mark. */;
      readonly line: number;
    }
  | { readonly kind: 'failed'; readonly reason: string | undefined }
  | { readonly kind: 'foreign' };

import type { CauseId, Confidence } from '../model/cause.js';
import type { MessageKey, Text } from '../model/text.js';
import { causeOf } from './causes/index.js';

/** A few words for a cause, for headings and lists; the verdict says it as a sentence. */
export const causeName = (cause: CauseId): Text => causeOf(cause).name;

/** How sure a finding is, in a word. `unknown` is none of which one could be sure. */
export const confidenceName = ({
  cause,
  confidence,
}: {
  readonly cause: CauseId;
  readonly confidence: Confidence;
}): MessageKey => (cause === 'unknown' ? 'ui_confidence_none' : `ui_confidence_${confidence}`);

import './confidence.css';
import type { JSX } from 'preact';
import { confidenceName } from '../../diagnosis/cause-name.js';
import { t } from '../../i18n/i18n.js';
import type { CauseId, Confidence } from '../../model/cause.js';
import { CONFIDENCES } from '../../model/cause.js';

export interface ConfidenceProps {
  readonly confidence: Confidence;
  readonly cause: CauseId;
}

/** How sure the verdict is: filled dots of three, and a word. Nothing is filled where the cause is not known. */
export function ConfidenceView({ confidence, cause }: ConfidenceProps): JSX.Element {
  const filled = cause === 'unknown' ? 0 : CONFIDENCES.indexOf(confidence) + 1;
  return (
    <span class="confidence">
      <span class="confidence-dots" aria-hidden="true">
        {CONFIDENCES.map((each, index) => (
          <i key={each} class={index < filled ? 'on' : ''} />
        ))}
      </span>
      {t(confidenceName({ cause, confidence }))}
    </span>
  );
}

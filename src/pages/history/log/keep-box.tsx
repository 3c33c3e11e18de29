import '../../../ui/page/prompt.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { plural, t } from '../../../i18n/i18n.js';
import type { Incident } from '../../../model/incident.js';
import type { HistoryStore } from '../history-store.js';
import { ImportBox } from '../toolbar/import-box.js';
import { type ImportStep, takeInIfKept } from '../toolbar/import-step.js';
import { Prompt } from '../toolbar/prompt.js';

export interface KeepBoxProps {
  readonly incidents: readonly Incident[];
  readonly history: HistoryStore;
  /** What keeping them means, where they are no log's. */
  readonly what?: string;
}

/**
 * A log is often someone else's, or of another day: its incidents come into the history only when they are put there,
 * and what that means is said before.
 */
export function KeepBox({ incidents, history, what }: KeepBoxProps): JSX.Element {
  const [step, setStep] = useState<'asked' | ImportStep | undefined>(undefined);
  const keep = (): void => {
    setStep({ kind: 'reading' });
    void takeInIfKept(incidents, history).then(setStep);
  };
  return (
    <>
      <button
        type="button"
        class="button button-strong"
        aria-expanded={step === 'asked'}
        onClick={() => setStep(step === 'asked' ? undefined : 'asked')}
      >
        {t('log_keep')}
      </button>
      {step === 'asked' && (
        <Prompt
          buttons={
            <>
              <button type="button" class="button button-strong" onClick={keep}>
                {plural('log_keep_go', incidents.length)}
              </button>
              <button type="button" class="button" onClick={() => setStep(undefined)}>
                {t('history_cancel')}
              </button>
            </>
          }
        >
          <p>{what ?? plural('log_keep_what', incidents.length)}</p>
          <p class="soft">{t('log_keep_twice')}</p>
        </Prompt>
      )}
      {typeof step === 'object' && <ImportBox step={step} store={history} show={setStep} />}
      <div role="alert">
        {typeof step === 'object' && step.kind === 'failed' && (
          <p class="prompt">
            {t('history_fault')} {history.fault.value}
          </p>
        )}
      </div>
    </>
  );
}

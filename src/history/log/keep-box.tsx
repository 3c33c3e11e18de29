import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Incident } from '../../model/incident.js';
import { plural, t } from '../../ui/i18n.js';
import { AskBox } from '../desk/ask-box.js';
import { ImportBox } from '../desk/import-box.js';
import { type ImportStep, takeInIfKept } from '../desk/import-step.js';
import type { HistoryStore } from '../store.js';

export interface KeepBoxProps {
  readonly incidents: readonly Incident[];
  readonly history: HistoryStore;
}

/**
 * A log is often someone else's, or of another day: its incidents come into the history only when they are put there,
 * and what that means is said before.
 */
export function KeepBox({ incidents, history }: KeepBoxProps): JSX.Element {
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
        <AskBox
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
          <p>{plural('log_keep_what', incidents.length)}</p>
          <p class="soft">{t('log_keep_twice')}</p>
        </AskBox>
      )}
      {typeof step === 'object' && <ImportBox step={step} store={history} show={setStep} />}
      <div role="alert">
        {typeof step === 'object' && step.kind === 'failed' && (
          <p class="ask">
            {t('history_fault')} {history.fault.value}
          </p>
        )}
      </div>
    </>
  );
}

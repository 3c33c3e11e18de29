import type { JSX } from 'preact';
import { plural, t } from '../../../i18n/i18n.js';
import { PAGES } from '../../../ui/page/pages.js';
import { Say } from '../../../ui/say.js';
import type { HistoryStore } from '../history-store.js';
import { type ImportStep, takeIn } from './import-step.js';
import { Prompt } from './prompt.js';

export interface ImportBoxProps {
  readonly step: ImportStep;
  readonly store: HistoryStore;
  readonly show: (step: ImportStep | undefined) => void;
}

/** How an import goes, what it brought, or why nothing was taken in. */
export function ImportBox({ step, store, show }: ImportBoxProps): JSX.Element | null {
  const close = (
    <button type="button" class="button" onClick={() => show(undefined)}>
      {t('history_close')}
    </button>
  );
  switch (step.kind) {
    case 'reading':
      return (
        <Prompt>
          <p>{t('history_import_reading')}</p>
        </Prompt>
      );
    case 'refused':
      return (
        <Prompt key="refused" buttons={close}>
          <p>
            <b>{t('history_import_refused')}</b> <Say text={step.problem} />
          </p>
        </Prompt>
      );
    case 'doubt':
      return (
        <Prompt
          key="doubt"
          buttons={
            <>
              <button
                type="button"
                class="button button-strong"
                onClick={() => {
                  show({ kind: 'reading' });
                  void takeIn(step.incidents, store).then(show);
                }}
              >
                {t('history_import_anyway')}
              </button>
              <button type="button" class="button" onClick={() => show(undefined)}>
                {t('history_cancel')}
              </button>
            </>
          }
        >
          <p>
            {plural('history_import_doomed', step.doomed)}{' '}
            <a href={PAGES.options}>{t('history_to_options')}</a>
          </p>
        </Prompt>
      );
    case 'done':
      return (
        <Prompt key="done" buttons={close}>
          <p>
            {plural('history_import_added', step.added)}{' '}
            {step.merged > 0 && plural('history_import_merged', step.merged)}{' '}
            {step.same > 0 && plural('history_import_same', step.same)}
          </p>
        </Prompt>
      );
    case 'failed':
      return null;
  }
}

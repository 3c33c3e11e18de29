import './actions.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { plural, t } from '../../../i18n/i18n.js';
import { MAX_FILE_BYTES } from '../../../incidents/file/format.js';
import { visible } from '../../../ui/visible.js';
import { ChooseButton, EXPORT_FILES } from '../choose-button.js';
import type { HistoryStore } from '../history-store.js';
import { dropped, goToLog, goToPaste } from '../place.js';
import { DeleteBox } from './delete-box.js';
import { ExportBox } from './export-box.js';
import { ImportBox } from './import-box.js';
import { type ImportStep, readImport } from './import-step.js';
import { scopeOf } from './scope.js';

type Box = 'export' | 'delete' | ImportStep;

/** Take along, bring back, delete. Each asks before it acts, in the page. */
export function Actions({ store }: { readonly store: HistoryStore }): JSX.Element {
  const [box, setBox] = useState<Box | undefined>(undefined);
  const scope = scopeOf(store);
  const count = scope.incidents.length;
  const any = store.incidents.value.length > 0;
  const close = (): void => setBox(undefined);
  const toggle = (wanted: 'export' | 'delete'): void => setBox(box === wanted ? undefined : wanted);
  const importFile = async (chosen: File): Promise<void> => {
    setBox({ kind: 'reading' });
    setBox(await readImport(chosen, MAX_FILE_BYTES, store));
  };
  const given = dropped.value;
  useEffect(() => {
    if (given === undefined) return;
    dropped.value = undefined;
    void importFile(given);
  }, [given]);
  return (
    <div class="actions">
      <div class="actions-buttons">
        {any && (
          <button
            type="button"
            class="button"
            disabled={count === 0}
            aria-expanded={box === 'export'}
            onClick={() => toggle('export')}
          >
            {plural('history_export', count)}
          </button>
        )}
        <ChooseButton
          words={t('history_import')}
          accept={EXPORT_FILES}
          take={(chosen) => void importFile(chosen)}
        />
        <button type="button" class="button" onClick={goToLog}>
          {t('log_open')}
        </button>
        <button type="button" class="button" onClick={goToPaste}>
          {t('explain_title')}
        </button>
        {any && (
          <button
            type="button"
            class="button button-delete actions-delete"
            disabled={count === 0}
            aria-expanded={box === 'delete'}
            onClick={() => toggle('delete')}
          >
            {plural('history_delete_go', count)}
          </button>
        )}
      </div>
      {box === 'export' && <ExportBox scope={scope} close={close} />}
      {box === 'delete' && <DeleteBox scope={scope} store={store} close={close} />}
      {typeof box === 'object' && <ImportBox step={box} store={store} show={setBox} />}
      <Fault fault={store.fault.value} />
    </div>
  );
}

const Fault = ({ fault }: { readonly fault: string | undefined }): JSX.Element => (
  <div role="alert">
    {fault !== undefined && (
      <div class="prompt">
        <p>
          {t('history_fault')} <code dir="ltr">{visible(fault)}</code>
        </p>
      </div>
    )}
  </div>
);

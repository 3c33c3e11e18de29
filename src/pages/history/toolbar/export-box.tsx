import type { JSX } from 'preact';
import { plural, t } from '../../../i18n/i18n.js';
import { fileName, fileParts } from '../../../incidents/file/format.js';
import { saveFile } from '../../../incidents/file/save-file.js';
import { Prompt } from './prompt.js';
import type { Scope } from './scope.js';

export interface ExportBoxProps {
  readonly scope: Scope;
  readonly close: () => void;
}

/** Unlike a report, a file holds everything: that is said before it is written. */
export const ExportBox = ({ scope, close }: ExportBoxProps): JSX.Element => (
  <Prompt
    buttons={
      <>
        <button
          type="button"
          class="button button-strong"
          onClick={() => {
            const now = Date.now();
            saveFile(fileName(now), fileParts(scope.incidents, now));
            close();
          }}
        >
          {t('history_export_go')}
        </button>
        <button type="button" class="button" onClick={close}>
          {t('history_cancel')}
        </button>
      </>
    }
  >
    <p>{plural('history_export_what', scope.incidents.length)}</p>
    <p class="soft">{t('history_export_secrets')}</p>
  </Prompt>
);

import '../../../ui/field.css';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { plural, t } from '../../../i18n/i18n.js';
import { fileName, fileParts } from '../../../incidents/file/format.js';
import { labelOf, MAX_LABEL } from '../../../model/source.js';
import { Prompt } from './prompt.js';
import type { Scope } from './scope.js';

export interface ExportBoxProps {
  readonly scope: Scope;
  readonly close: () => void;
}

/** Unlike a report, a file holds everything: that is said before it is written. */
export function ExportBox({ scope, close }: ExportBoxProps): JSX.Element {
  const [written, write] = useState(lastLabel);
  const hint = useId();
  return (
    <Prompt
      buttons={
        <>
          <button
            type="button"
            class="button button-strong"
            onClick={() => {
              const now = Date.now();
              const label = labelOf(written);
              rememberLabel(label);
              saveFile(fileName(now), fileParts(scope.incidents, now, label));
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
      <label class="export-label">
        <span>{t('history_export_label')}</span>
        <input
          class="field"
          type="text"
          dir="auto"
          value={written}
          maxLength={MAX_LABEL}
          spellcheck={false}
          autocomplete="off"
          aria-describedby={hint}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </label>
      <p id={hint} class="soft">
        {t('history_export_label_detail')}
      </p>
      <p class="soft">{t('history_export_secrets')}</p>
    </Prompt>
  );
}

/** Hands a text to the browser to be saved as a file, as a click on a download link does. */
function saveFile(name: string, parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after the click; half a minute is more than it needs to begin.
  setTimeout(() => URL.revokeObjectURL(url), 30_000);
}

/** In the page's localStorage: a name to be written into files, and nothing that was seen. */
const KEY = 'missent.label';

/** The label that was chosen for the last export; empty: none. */
function lastLabel(): string {
  try {
    return labelOf(localStorage.getItem(KEY) ?? '');
  } catch {
    return '';
  }
}

function rememberLabel(label: string): void {
  try {
    if (label === '') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, label);
  } catch {
    // Storage is full or switched off: it is asked for again.
  }
}

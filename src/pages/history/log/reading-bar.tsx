import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../i18n/i18n.js';
import { text } from '../../../model/text.js';
import { Say } from '../../../ui/say.js';
import type { LogFile } from './log-store.js';
import { megabytes } from './sizes.js';

export interface ReadingBarProps {
  readonly file: LogFile;
  /** That were read. */
  readonly bytes: number;
  readonly cancel: () => void;
}

/** How far the reading is. The button has the focus, so that it can be stopped by the next key. */
export function ReadingBar({ file, bytes, cancel }: ReadingBarProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div class="log-reading">
      <p id="log-reading-name">
        <Say text={text('log_reading', file.name)} />
      </p>
      <progress aria-labelledby="log-reading-name" max={Math.max(1, file.size)} value={bytes} />
      <p class="log-reading-bytes">{t('log_progress', megabytes(bytes), megabytes(file.size))}</p>
      <button ref={button} type="button" class="button" onClick={cancel}>
        {t('history_cancel')}
      </button>
    </div>
  );
}

import './checks.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { RetryWay } from '../../model/check.js';
import type { Incident } from '../../model/incident.js';
import type { Desk } from '../desk.js';
import { t } from '../i18n.js';
import { Say } from '../say.js';
import { CopyValue } from '../steps/copy-value.js';
import { meaningOf } from './meaning.js';

/** Chrome's page with the button that closes all sockets; an extension may open it but not press the button. */
const SOCKETS = 'chrome://net-internals/#sockets';

export interface RetryPanelProps {
  readonly incident: Incident;
  readonly desk: Desk;
}

/** The ways to a really new connection that this browser has, and what came of the last try. */
export function RetryPanel({ incident, desk }: RetryPanelProps): JSX.Element {
  const [tried, setTried] = useState<RetryWay | 'refused'>();
  const retry = (way: RetryWay) => (): void => {
    desk.ask('retry-fresh', { id: incident.id, tabId: desk.tabId, way }).then(
      ({ started }) => setTried(started ? way : 'refused'),
      () => setTried('refused'),
    );
  };
  const report = (saw: 'healed' | 'same') => (): void => {
    setTried(undefined);
    void desk.ask('report-retry', { id: incident.id, saw });
  };
  const result = incident.checks.find(({ id }) => id === 'retry');
  return (
    <div class="retry">
      <div class="checks-buttons">
        {desk.here === 'firefox' && (
          <button type="button" class="button button-strong" onClick={retry('reload')}>
            {t('check_retry_reload')}
          </button>
        )}
        <button
          type="button"
          class={desk.here === 'firefox' ? 'button' : 'button button-strong'}
          onClick={retry('private')}
        >
          {t('check_retry_private')}
        </button>
      </div>
      {tried === 'refused' && <p role="alert">{t('check_retry_not_started')}</p>}
      {tried === 'private' && (
        <fieldset class="checks-buttons">
          <legend>{t('check_retry_asked')}</legend>
          <button type="button" class="button" onClick={report('healed')}>
            {t('check_retry_saw_healed')}
          </button>
          <button type="button" class="button" onClick={report('same')}>
            {t('check_retry_saw_same')}
          </button>
        </fieldset>
      )}
      {desk.here === 'chromium' && (
        <ol class="retry-flush">
          <li>
            {t('check_retry_flush_open')}
            <CopyValue value={SOCKETS} />
            <button type="button" class="button" onClick={() => void desk.openUrl(SOCKETS)}>
              {t('check_retry_flush_open_button')}
            </button>
          </li>
          <li>{t('check_retry_flush_press')}</li>
          <li>
            {t('check_retry_flush_reload')}{' '}
            <button type="button" class="button" onClick={retry('flush')}>
              {t('check_retry_flush_reload_button')}
            </button>
          </li>
        </ol>
      )}
      {result && (
        <p class="retry-result" data-check="retry" data-check-state={result.state}>
          <Say text={meaningOf(incident, result)} />
        </p>
      )}
    </div>
  );
}

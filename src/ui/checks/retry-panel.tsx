import './retry-panel.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import type { RetryWay } from '../../model/check.js';
import type { Incident } from '../../model/incident.js';
import { Fold } from '../fold.js';
import type { PageActions } from '../page-actions.js';
import { Say } from '../say.js';
import { CopyValue } from '../steps/copy-value.js';
import { meaningOf } from './meaning.js';

/** Chrome's page with the button that closes all sockets; an extension may open it but not press the button. */
const SOCKETS = 'chrome://net-internals/#sockets';

export interface RetryPanelProps {
  readonly incident: Incident;
  readonly pageActions: PageActions;
}

type Retried = { readonly way: RetryWay; readonly state: 'asked' | 'started' | 'refused' };

/**
 * The ways to a really new connection that this browser has, the easiest first, and what came of the last try. A way
 * that leads out of the popup closes it: nothing here depends on what was pressed before.
 */
export function RetryPanel({ incident, pageActions }: RetryPanelProps): JSX.Element {
  const [tried, setTried] = useState<Retried>();
  const retry = (way: RetryWay) => (): void => {
    setTried({ way, state: 'asked' });
    pageActions.send('retry-fresh', { id: incident.id, tabId: pageActions.tabId, way }).then(
      ({ started }) => setTried({ way, state: started ? 'started' : 'refused' }),
      () => setTried({ way, state: 'refused' }),
    );
  };
  const report = (saw: 'recovered' | 'same') => (): void => {
    void pageActions.send('report-retry', { id: incident.id, saw });
  };
  const result = incident.checks.find(({ id }) => id === 'retry');
  const privately = <PrivateWindow open={retry('private')} report={report} />;
  return (
    <div class="retry">
      {pageActions.here === 'firefox' ? (
        <>
          <button type="button" class="button button-strong" onClick={retry('reload')}>
            {t('check_retry_reload')}
          </button>
          <Fold name={`${incident.id}/retry/private`} summary={t('check_retry_or_private')}>
            {privately}
          </Fold>
        </>
      ) : (
        <>
          {privately}
          <Fold name={`${incident.id}/retry/flush`} summary={t('check_retry_or_flush')}>
            <FlushSockets open={() => void pageActions.openUrl(SOCKETS)} reload={retry('flush')} />
          </Fold>
        </>
      )}
      <p class="retry-result" role="status">
        {tried?.state === 'refused' ? (
          t(tried.way === 'private' ? 'check_retry_not_started' : 'check_retry_not_loaded')
        ) : tried?.state === 'asked' && tried.way !== 'private' ? (
          t('check_retry_loading')
        ) : result ? (
          <span data-check="retry" data-check-state={result.state}>
            <Say text={meaningOf(incident, result)} />
          </span>
        ) : null}
      </p>
    </div>
  );
}

interface PrivateWindowProps {
  readonly open: () => void;
  readonly report: (saw: 'recovered' | 'same') => () => void;
}

/** Missent does not look into private windows: the user reports what they saw. */
const PrivateWindow = ({ open, report }: PrivateWindowProps): JSX.Element => (
  <ol class="retry-way">
    <li>
      <div>
        <button type="button" class="button button-strong" onClick={open}>
          {t('check_retry_private')}
        </button>
      </div>
    </li>
    <li>
      <fieldset class="retry-asked">
        <legend>{t('check_retry_asked')}</legend>
        <button type="button" class="button" onClick={report('recovered')}>
          {t('check_retry_saw_recovered')}
        </button>
        <button type="button" class="button" onClick={report('same')}>
          {t('check_retry_saw_same')}
        </button>
      </fieldset>
    </li>
  </ol>
);

interface FlushSocketsProps {
  readonly open: () => void;
  readonly reload: () => void;
}

const FlushSockets = ({ open, reload }: FlushSocketsProps): JSX.Element => (
  <ol class="retry-way">
    <li>
      <div class="retry-flush">
        <p>{t('check_retry_flush_open')}</p>
        <CopyValue value={SOCKETS} />
        <button type="button" class="button" onClick={open}>
          {t('check_retry_flush_open_button')}
        </button>
      </div>
    </li>
    <li>
      <p>{t('check_retry_flush_press')}</p>
    </li>
    <li>
      <div class="retry-flush">
        <p>{t('check_retry_flush_reload')}</p>
        <button type="button" class="button" onClick={reload}>
          {t('check_retry_flush_reload_button')}
        </button>
      </div>
    </li>
  </ol>
);

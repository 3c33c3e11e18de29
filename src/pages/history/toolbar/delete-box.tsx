import type { JSX } from 'preact';
import { plural, t } from '../../../i18n/i18n.js';
import type { HistoryStore } from '../history-store.js';
import { Prompt } from './prompt.js';
import type { Scope } from './scope.js';

export interface DeleteBoxProps {
  readonly scope: Scope;
  readonly store: HistoryStore;
  readonly close: () => void;
}

const question = ({ kind, incidents, query }: Scope): string => {
  if (kind === 'all') return plural('history_delete_all', incidents.length);
  if (kind === 'host') return plural('history_delete_host', incidents.length, query.host);
  return plural('history_delete_shown', incidents.length);
};

export const DeleteBox = ({ scope, store, close }: DeleteBoxProps): JSX.Element => (
  <Prompt
    buttons={
      <>
        <button
          type="button"
          class="button button-danger"
          onClick={() => {
            close();
            void store.remove(scope.incidents.map(({ id }) => id));
          }}
        >
          {plural('history_delete_go', scope.incidents.length)}
        </button>
        <button type="button" class="button" onClick={close}>
          {t('history_keep')}
        </button>
      </>
    }
  >
    <p>{question(scope)}</p>
    {scope.query.source !== null && <p>{t('history_delete_all_sources')}</p>}
    <p class="soft">{t('history_delete_undo')}</p>
  </Prompt>
);

import type { JSX } from 'preact';
import { useCallback, useEffect } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import type { Access } from '../../ui/access/access.js';
import { Page } from '../../ui/page/page.js';
import { titlePage } from '../../ui/page/start-page.js';
import { History } from './history.js';
import type { HistoryStore } from './history-store.js';
import { DropZone } from './log/drop-zone.js';
import type { LogStore } from './log/log-store.js';
import { LogView } from './log/log-view.js';
import { isOwnFile } from './log/route-file.js';
import { dropped, goToList, goToLog, place } from './place.js';
import { searchOf } from './query.js';

export interface PlacesProps {
  readonly history: HistoryStore;
  readonly log: LogStore;
  readonly access: Access;
}

/** What was recorded, or a log that was opened; and wherever a file is dropped, it goes where it belongs. */
export function Places({ history, log, access }: PlacesProps): JSX.Element {
  const toList = (): void => goToList(searchOf(history.query.value));
  const take = useCallback(
    (file: File): void => {
      void isOwnFile(file).then((own) => {
        if (own) {
          dropped.value = file;
          goToList(searchOf(history.query.value));
        } else {
          goToLog();
          log.open(file);
        }
      });
    },
    [history, log],
  );
  const here = place.value;
  useEffect(() => titlePage(t(here === 'log' ? 'log_title' : 'history_title')), [here]);
  return (
    <>
      {here === 'log' ? (
        <Page name="history">
          <LogView log={log} history={history} back={toList} take={take} />
        </Page>
      ) : (
        <History store={history} access={access} />
      )}
      <DropZone take={take} />
    </>
  );
}

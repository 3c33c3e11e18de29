import type { JSX } from 'preact';
import { useCallback, useEffect } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import type { Access } from '../../ui/access/access.js';
import { Page } from '../../ui/page/page.js';
import { titlePage } from '../../ui/page/start-page.js';
import type { ExplainStore } from './explain/explain-store.js';
import { ExplainView } from './explain/explain-view.js';
import { History } from './history.js';
import type { HistoryStore } from './history-store.js';
import { DropZone } from './log/drop-zone.js';
import type { LogStore } from './log/log-store.js';
import { LogView } from './log/log-view.js';
import { routeOf } from './log/route-file.js';
import { dropped, goToList, goToLog, goToPaste, type Place, place } from './place.js';
import { searchOf } from './query.js';

export interface PlacesProps {
  readonly history: HistoryStore;
  readonly log: LogStore;
  readonly explain: ExplainStore;
  readonly access: Access;
}

const TITLES: Readonly<Record<Place, MessageKey>> = {
  list: 'history_title',
  log: 'log_open',
  paste: 'explain_title',
};

/** Bytes of a file that takes longer to read than a moment. */
const LONG = 1 << 22;

/** What was recorded, a log that was opened, or a text that was pasted; and wherever a file is dropped, it goes where it belongs. */
export function Places({ history, log, explain, access }: PlacesProps): JSX.Element {
  const toList = (): void => goToList(searchOf(history.query.value));
  const take = useCallback(
    (file: File): void => {
      const openLog = (chosen: File): void => {
        goToLog();
        log.open(chosen);
      };
      void routeOf(file).then((route) => {
        if (route === 'import') {
          dropped.value = file;
          goToList(searchOf(history.query.value));
        } else if (route === 'text') {
          // How far a long one is shows there.
          if (file.size > LONG) goToPaste();
          void explain.open(file).then((found) => {
            // A text without a 421 may still be a log that only its reader knows.
            if (found === false && place.value !== 'paste') openLog(file);
            else if (found !== undefined) goToPaste();
          });
        } else openLog(file);
      });
    },
    [history, log, explain],
  );
  const here = place.value;
  useEffect(() => titlePage(t(TITLES[here])), [here]);
  return (
    <>
      {here === 'log' ? (
        <Page name="history">
          <LogView log={log} history={history} back={toList} take={take} />
        </Page>
      ) : here === 'paste' ? (
        <Page name="history">
          <ExplainView store={explain} history={history} back={toList} take={take} />
        </Page>
      ) : (
        <History store={history} access={access} />
      )}
      <DropZone take={take} />
    </>
  );
}

import './history.css';
import type { JSX } from 'preact';
import { formatMoment, plural, t } from '../../i18n/i18n.js';
import type { NotKept } from '../../model/shares.js';
import type { Access } from '../../ui/access/access.js';
import { AccessBanner } from '../../ui/access/access-banner.js';
import { Banner } from '../../ui/banner.js';
import { useFailed } from '../../ui/failed.js';
import { Heading } from '../../ui/heading.js';
import { Page } from '../../ui/page/page.js';
import { OverTime } from './chart/over-time.js';
import type { HistoryStore } from './history-store.js';
import { Filters } from './list/filters.js';
import { IncidentList } from './list/incident-list.js';
import { Nothing, PrivateWindow } from './list/nothing.js';
import { Actions } from './toolbar/actions.js';
import { IgnoredBar, UndoBar } from './toolbar/undo-bar.js';

const NotKeptNote = ({ notKept: { count, since } }: { readonly notKept: NotKept }): JSX.Element => (
  <Banner icon="question">
    <p data-not-kept={count}>{plural('history_not_kept', count, formatMoment(since))}</p>
  </Banner>
);

export interface HistoryProps {
  readonly store: HistoryStore;
  readonly access: Access;
}

/** All that was recorded: to search, to look into, to take along, and to delete. */
export function History({ store, access }: HistoryProps): JSX.Element {
  const state = store.state.value;
  const failed = useFailed(state.kind === 'error' ? state.message : undefined, () => void store.reload());
  return (
    <Page name="history" loading={state.kind === 'loading'}>
      {failed ??
        (state.kind === 'ready' &&
          (store.isPrivate ? (
            <PrivateWindow />
          ) : (
            <div class="history">
              <Heading level={1}>{t('history_title')}</Heading>
              <Actions store={store} />
              <AccessBanner access={access} />
              {store.notKept.value && <NotKeptNote notKept={store.notKept.value} />}
              {store.incidents.value.length === 0 ? (
                <Nothing settings={store.settings.value} sites={access.sites.value} />
              ) : (
                <>
                  <Filters store={store} />
                  <OverTime
                    incidents={store.charted.value.map(({ incident }) => incident)}
                    since={store.query.value.since}
                    span={store.query.value.span}
                    choose={(span) => store.setQuery({ span })}
                  />
                  <IncidentList store={store} />
                </>
              )}
              <UndoBar store={store} />
              <IgnoredBar />
            </div>
          )))}
    </Page>
  );
}

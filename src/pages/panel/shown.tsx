import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { type MessageKey, text } from '../../model/text.js';
import { Banner } from '../../ui/banner.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Heading } from '../../ui/heading.js';
import { CaseFolds } from '../../ui/incident/case-folds.js';
import { IncidentView } from '../../ui/incident/incident-view.js';
import { ConnectionMapView } from '../../ui/map/connection-map-view.js';
import { PageActionsProvider } from '../../ui/page-actions.js';
import { RadioSwitch } from '../../ui/radio-switch.js';
import type { PanelCase, PanelStore, View } from './panel-store.js';
import { CurlBox } from './request/curl-box.js';

export interface ShownProps {
  readonly store: PanelStore;
  readonly view: View;
}

type Tab = 'problems' | 'connections';

const TABS: readonly (readonly [Tab, MessageKey])[] = [
  ['problems', 'panel_tab_problems'],
  ['connections', 'log_connections'],
];

/** The other one than the page suggests, which is its problems if it has any. */
const chosenTab = signal<Tab | undefined>(undefined);

/** What went wrong on the inspected page, if anything did, and the connections that its requests took. */
export function Shown({ store, view }: ShownProps): JSX.Element {
  const { cases, map, recovered, watched, refused, kept } = view;
  const byPage = cases.length > 0 ? 'problems' : 'connections';
  const tab = chosenTab.value ?? byPage;
  if (view.requests === 0 && cases.length === 0) return <Nothing reload={store.reload} />;
  return (
    <>
      {!watched && (
        <Banner icon="lock">
          <p>{t('panel_no_access')}</p>
        </Banner>
      )}
      {recovered && (
        <Banner icon="check">
          <p>{t('popup_recovered')}</p>
        </Banner>
      )}
      <RadioSwitch
        class="panel-tabs"
        legend="panel_tabs"
        options={TABS}
        chosen={tab}
        choose={(wanted) => {
          chosenTab.value = wanted === byPage ? undefined : wanted;
        }}
      />
      {cases.length === 0 && <p class="panel-calm soft">{t('panel_nothing')}</p>}
      {tab === 'problems' && cases.length > 0 && (
        <section class="panel-part">
          <Heading level={2}>{t('log_incidents')}</Heading>
          <CaseFolds name="panel" cases={cases} alone={cases.length === 1}>
            {(one) => <CaseBody store={store} one={one} />}
          </CaseFolds>
          {kept < refused && <p class="soft">{t('panel_kept', String(kept))}</p>}
        </section>
      )}
      {tab === 'connections' && (
        <section class="panel-part">
          <Heading level={2}>{t('log_connections')}</Heading>
          <ConnectionMapView map={map} level={3} />
        </section>
      )}
    </>
  );
}

const CaseBody = ({ store, one }: { readonly store: PanelStore; readonly one: PanelCase }): JSX.Element => (
  <PageActionsProvider value={store.deskFor(one)}>
    <IncidentView {...one} level={3} spacious withReport />
    {!one.recorded && <p class="soft">{t('panel_here_only')}</p>}
    {one.refusals.length > 0 && <CurlBox refusals={one.refusals} />}
  </PageActionsProvider>
);

const Nothing = ({ reload }: { readonly reload: () => void }): JSX.Element => (
  <EmptyState hostLabel="sealed" title={text('panel_empty_title')} level={2}>
    <p>{t('panel_empty_how')}</p>
    <button type="button" class="button button-strong" onClick={reload}>
      {t('popup_reload')}
    </button>
  </EmptyState>
);

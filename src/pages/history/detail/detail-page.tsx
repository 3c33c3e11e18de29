import '../history.css';
import './detail-page.css';
import type { JSX } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { t } from '../../../i18n/i18n.js';
import { hostFieldOf, originOf } from '../../../model/authority.js';
import type { Incident } from '../../../model/incident.js';
import { hasLabel } from '../../../model/sources.js';
import { text } from '../../../model/text.js';
import { caseData } from '../../../ui/case-data.js';
import { EmptyState } from '../../../ui/empty-state.js';
import { Failed } from '../../../ui/failed.js';
import { IncidentView } from '../../../ui/incident/incident-view.js';
import { REPORT, Section } from '../../../ui/incident/section.js';
import { Page } from '../../../ui/page/page.js';
import { PAGES } from '../../../ui/page/pages.js';
import { titlePage } from '../../../ui/page/start-page.js';
import { PageActionsProvider } from '../../../ui/page-actions.js';
import { ReportPanel } from '../../../ui/report/report-panel.js';
import { WriteMail } from '../../../ui/report/write-mail.js';
import { Say } from '../../../ui/say.js';
import { visible } from '../../../ui/visible.js';
import { WebLink } from '../../../ui/web-link.js';
import { EVERYTHING, searchOf } from '../query.js';
import type { DetailState, DetailStore } from './detail-store.js';
import { Occurrences } from './occurrences.js';
import { Sources } from './sources.js';

/** One incident with all that is known of it, and its report. */
export function DetailPage({ store }: { readonly store: DetailStore }): JSX.Element {
  const [fault, fix] = useErrorBoundary();
  const state = store.state.value;
  const again = (): void => {
    fix();
    void store.reload();
  };
  return (
    <Page name="history" loading={state.kind === 'loading'}>
      <div class="detail">
        <div class="detail-head">
          <a href={PAGES.history}>{t('history_back')}</a>
          {state.kind === 'shown' && <Ways incident={state.made.incident} />}
        </div>
        {fault !== undefined ? (
          <Failed message={String(fault)} again={again} />
        ) : state.kind === 'error' ? (
          <Failed message={state.message} again={again} />
        ) : state.kind === 'gone' ? (
          <Gone state={state} store={store} />
        ) : (
          state.kind === 'shown' && (
            <PageActionsProvider value={store.pageActions.value}>
              <Shown state={state} store={store} />
            </PageActionsProvider>
          )
        )}
      </div>
    </Page>
  );
}

/** To the site itself, and to the people who run it. */
const Ways = ({ incident }: { readonly incident: Incident }): JSX.Element => (
  <span class="detail-ways">
    <WebLink url={originOf(incident.authority)}>
      <Say text={text('ui_open', hostFieldOf(incident.authority))} />
    </WebLink>
    <WriteMail id={incident.id} />
  </span>
);

interface GoneProps {
  readonly state: Extract<DetailState, { kind: 'gone' }>;
  readonly store: DetailStore;
}

const Gone = ({ state, store }: GoneProps): JSX.Element => (
  <EmptyState hostLabel="lost" title={text(state.removed ? 'history_gone_deleted' : 'history_gone_title')}>
    {state.removed ? (
      <button type="button" class="button button-strong" onClick={() => void store.undo()}>
        {t('ui_undo')}
      </button>
    ) : (
      <p>{t('history_gone_why')}</p>
    )}
  </EmptyState>
);

interface ShownProps {
  readonly state: Extract<DetailState, { kind: 'shown' }>;
  readonly store: DetailStore;
}

function Shown({ state: { made }, store }: ShownProps): JSX.Element {
  const { incident, certificate } = made;
  const host = hostFieldOf(incident.authority);
  useEffect(() => titlePage(visible(host)), [host]);
  return (
    <>
      <article {...caseData(made)}>
        <IncidentView {...made} level={1} spacious />
      </article>
      {hasLabel(incident) && (
        <section class="detail-part">
          <h2>{t('history_sources')}</h2>
          <Sources incident={incident} />
        </section>
      )}
      <section class="detail-part">
        <h2>{t('history_occurrences')}</h2>
        <Occurrences incident={incident} />
      </section>
      <Section
        incident={incident.id}
        id={REPORT}
        level={2}
        title={t('ui_section_report')}
        note={t('ui_section_report_note')}
        openAtFirst
      >
        <ReportPanel incident={incident} certificate={certificate} />
      </Section>
      <p class="detail-end">
        <a href={`${PAGES.history}${searchOf({ ...EVERYTHING, host: incident.authority.host })}`}>
          {t('history_same_host', incident.authority.host)}
        </a>
        {incident.context.kind !== 'private' && (
          <button type="button" class="button button-delete" onClick={() => void store.remove()}>
            {t('history_delete_this')}
          </button>
        )}
      </p>
    </>
  );
}

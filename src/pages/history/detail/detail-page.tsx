import '../history.css';
import './detail-page.css';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { formatMoment, formatNumber, t } from '../../../i18n/i18n.js';
import { hostFieldOf, originOf } from '../../../model/authority.js';
import type { Incident } from '../../../model/incident.js';
import { hasLabel, sourcesOf } from '../../../model/sources.js';
import { text } from '../../../model/text.js';
import { caseData } from '../../../ui/case-data.js';
import { EmptyState } from '../../../ui/empty-state.js';
import { useFailed } from '../../../ui/failed.js';
import { Heading } from '../../../ui/heading.js';
import { IncidentView } from '../../../ui/incident/incident-view.js';
import { REPORT, Section } from '../../../ui/incident/section.js';
import { Page } from '../../../ui/page/page.js';
import { PAGES } from '../../../ui/page/pages.js';
import { titlePage } from '../../../ui/page/start-page.js';
import { PageActionsProvider } from '../../../ui/page-actions.js';
import { ReportPanel } from '../../../ui/report/report-panel.js';
import { WriteMail } from '../../../ui/report/write-mail.js';
import { Say } from '../../../ui/say.js';
import { Table } from '../../../ui/table/table.js';
import { visible } from '../../../ui/visible.js';
import { WebLink } from '../../../ui/web-link.js';
import { EVERYTHING, searchOf } from '../query.js';
import { sourceName } from '../source-name.js';
import type { DetailState, DetailStore } from './detail-store.js';
import { Occurrences } from './occurrences.js';

/** One incident with all that is known of it, and its report. */
export function DetailPage({ store }: { readonly store: DetailStore }): JSX.Element {
  const state = store.state.value;
  const failed = useFailed(state.kind === 'error' ? state.message : undefined, () => void store.reload());
  return (
    <Page name="history" loading={state.kind === 'loading'}>
      <div class="detail">
        <div class="detail-head">
          <a href={PAGES.history}>{t('history_back')}</a>
          {state.kind === 'shown' && <Ways incident={state.made.incident} />}
        </div>
        {failed ??
          (state.kind === 'gone' ? (
            <Gone state={state} store={store} />
          ) : (
            state.kind === 'shown' && (
              <PageActionsProvider value={store.pageActions.value}>
                <Shown state={state} store={store} />
              </PageActionsProvider>
            )
          ))}
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
          <Heading level={2}>{t('history_sources')}</Heading>
          <Sources incident={incident} />
        </section>
      )}
      <section class="detail-part">
        <Heading level={2}>{t('history_occurrences')}</Heading>
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

/** How often each machine saw it, the latest first. */
const Sources = ({ incident }: { readonly incident: Incident }): JSX.Element => (
  <Table
    columns={[
      { head: t('history_by_source') },
      { head: t('report_times'), number: true },
      { head: t('report_first_seen'), number: true },
      { head: t('report_last_seen'), number: true },
    ]}
    rows={sourcesOf(incident)
      .toSorted((a, b) => b.lastSeen - a.lastSeen)
      .map(({ label, count, firstSeen, lastSeen }) => ({
        key: label,
        cells: [
          <bdi>{sourceName(label)}</bdi>,
          formatNumber(count),
          formatMoment(firstSeen),
          formatMoment(lastSeen),
        ],
      }))}
  />
);

import './row.css';
import type { JSX } from 'preact';
import { causeName } from '../../../diagnosis/cause-name.js';
import { formatAgo, formatMoment, formatNumber, plural, t } from '../../../i18n/i18n.js';
import { answeredSince } from '../../../model/answered-since.js';
import { hostFieldOf } from '../../../model/authority.js';
import { countOf } from '../../../model/counts.js';
import { elide } from '../../../model/elide.js';
import type { Incident } from '../../../model/incident.js';
import { sourcesOf } from '../../../model/sources.js';
import { Breakable } from '../../../ui/breakable.js';
import { type Case, causeOf } from '../../../ui/case.js';
import { caseData } from '../../../ui/case-data.js';
import { Icon } from '../../../ui/icon.js';
import { ignoreHost } from '../../../ui/ignore/ignored-now.js';
import { ConfidenceView } from '../../../ui/incident/confidence.js';
import { StatusView } from '../../../ui/incident/status-view.js';
import { incidentAddress } from '../../../ui/page/pages.js';
import { sinceData } from '../../../ui/since-data.js';
import type { Entry } from '../entry.js';

/** Characters of a host name that are shown. */
const FITTING = 80;

export interface RowProps {
  readonly entry: Entry;
  /** The label of the machine whose count is shown; null: that of all. */
  readonly source: string | null;
  readonly remove: (id: string) => Promise<void>;
}

/** One incident on a line: what, why, how often, when. Its host leads to the full view. */
export function Row({ entry: { incident, made }, source, remove }: RowProps): JSX.Element {
  const count = countBy(incident, source);
  const host = hostFieldOf(incident.authority);
  return (
    <li class="row" {...(made ? caseData(made) : plainData(incident))}>
      <div class="row-host">
        <a href={incidentAddress(incident.id)}>
          <bdi dir="ltr" translate={false} title={host.length > FITTING ? host : undefined}>
            <Breakable name={elide(host, FITTING)} />
          </bdi>
        </a>
        <Marks incident={incident} />
      </div>
      <div class="row-cause">{made ? <Cause made={made} /> : <span class="soft">…</span>}</div>
      <div class="row-status">
        <StatusView status={incident.status} />
        <AnsweredMark incident={incident} />
      </div>
      <span class="row-count">
        <span aria-hidden="true">×{formatNumber(count)}</span>
        <span class="visually-hidden">{plural('ui_times', count)}</span>
      </span>
      <time
        class="row-time"
        dateTime={new Date(incident.lastSeen).toISOString()}
        title={formatMoment(incident.lastSeen)}
      >
        {formatAgo(incident.lastSeen, Date.now())}
      </time>
      <button
        type="button"
        class="button-icon row-ignore"
        title={t('ui_ignore_host')}
        onClick={() => void ignoreHost(incident.authority.host)}
      >
        <Icon name="eye-off" />
        <span class="visually-hidden">{t('history_ignore_row', host)}</span>
      </button>
      <button type="button" class="button-icon row-delete" onClick={() => void remove(incident.id)}>
        <Icon name="bin" />
        <span class="visually-hidden">{t('history_delete_row', host)}</span>
      </button>
    </li>
  );
}

const countBy = (incident: Incident, source: string | null): number =>
  (source === null ? undefined : sourcesOf(incident).find(({ label }) => label === source)?.count) ??
  countOf(incident);

/** The part of the data contract that holds before the diagnosis. */
const plainData = (incident: Incident): Record<`data-${string}`, string> => ({
  'data-incident': incident.id,
  'data-host': incident.authority.host,
  'data-status': incident.status,
  ...sinceData(incident),
});

const Cause = ({ made }: { readonly made: Case }): JSX.Element => (
  <>
    <span>{t(causeName(causeOf(made)))}</span>
    <ConfidenceView confidence={made.diagnosis.findings[0]?.confidence ?? 'possible'} cause={causeOf(made)} />
  </>
);

/** A host that answers again is no open case. */
function AnsweredMark({ incident }: { readonly incident: Incident }): JSX.Element | null {
  const since = answeredSince(incident);
  if (since === undefined) return null;
  return (
    <small class="soft" title={t('ui_answered_since', formatMoment(since))}>
      {t('history_answered')}
    </small>
  );
}

/** What sets it apart from an incident of the same host: its container, plain http; and how many machines saw it. */
const Marks = ({
  incident: { context, authority, sources = [] },
}: {
  readonly incident: Incident;
}): JSX.Element => (
  <>
    {sources.length > 0 && <span class="tag">{plural('history_sources_mark', sources.length)}</span>}
    {context.kind === 'container' && (
      <span class="tag">{t('history_container', /\d{1,10}$/.exec(context.id)?.[0] ?? context.id)}</span>
    )}
    {authority.scheme === 'http' && (
      <span class="tag" translate={false}>
        http
      </span>
    )}
  </>
);

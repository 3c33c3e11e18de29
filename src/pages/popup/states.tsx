import './states.css';
import type { JSX } from 'preact';
import { formatAgo, t } from '../../i18n/i18n.js';
import type { TabView, Unseen } from '../../messages.js';
import { answeredSince } from '../../model/answered-since.js';
import { hostFieldOf } from '../../model/authority.js';
import type { Incident } from '../../model/incident.js';
import { text } from '../../model/text.js';
import { EmptyState } from '../../ui/empty-state.js';
import { incidentAddress } from '../../ui/page/pages.js';
import { Say } from '../../ui/say.js';
import { sinceData } from '../../ui/since-data.js';

/** Shows itself only if the response takes long enough to be noticed. */
export const Loading = (): JSX.Element => (
  <p class="loading" role="status">
    {t('popup_loading')}
  </p>
);

interface EarlierProps {
  /** Of the page's own host. */
  readonly incident: Incident;
  readonly openPage: (page: string) => Promise<void>;
}

/** The host of this page was refused before: whether it answers since, and the way to what was seen. */
const Earlier = ({ incident, openPage }: EarlierProps): JSX.Element => (
  <div class="earlier" data-earlier={incident.id} {...sinceData(incident)}>
    <p>
      <Say
        text={text(
          answeredSince(incident) === undefined ? 'popup_earlier' : 'ui_answers_again',
          hostFieldOf(incident.authority),
          formatAgo(incident.lastSeen, Date.now()),
        )}
      />
    </p>
    <button type="button" class="button" onClick={() => void openPage(incidentAddress(incident.id))}>
      {t('popup_earlier_details')}
    </button>
  </div>
);

interface NothingHereProps {
  readonly tab: Pick<TabView, 'host' | 'earlier' | 'unrecorded'>;
  readonly openPage: EarlierProps['openPage'];
}

export const NothingHere = ({
  tab: { host, earlier, unrecorded },
  openPage,
}: NothingHereProps): JSX.Element => (
  <EmptyState hostLabel="delivered" title={text('popup_nothing_title')}>
    <p>
      <Say
        text={host === undefined ? text('popup_nothing_watching') : text('popup_nothing_watching_host', host)}
      />
    </p>
    {unrecorded && <p>{t('popup_unrecorded_others')}</p>}
    {earlier && <Earlier incident={earlier} openPage={openPage} />}
    <p class="empty-note">{t('popup_nothing_private')}</p>
  </EmptyState>
);

interface UnseenProps {
  readonly unseen: readonly Unseen[];
}

/** Each failure in a sentence. */
export const UnseenList = ({ unseen }: UnseenProps): JSX.Element => (
  <>
    {unseen.map(({ kind, host }) => (
      <p key={`${kind} ${host}`}>
        <Say text={text(`popup_unseen_${kind}`, host)} />
      </p>
    ))}
  </>
);

/** Nothing was misdirected that Missent could see, but not all could be seen. */
export const NotSeen = ({ unseen }: UnseenProps): JSX.Element => (
  <EmptyState hostLabel="lost" title={text('popup_unseen_title')}>
    <UnseenList unseen={unseen} />
  </EmptyState>
);

/** `status`: of the page's own response; undefined: the page does not say. */
export const Unwatched = ({ status, reload }: UnwatchedProps): JSX.Element => (
  <EmptyState hostLabel="lost" title={text('popup_unwatched_title')}>
    <p>{t('popup_unwatched_why')}</p>
    <p>{status === undefined ? t('popup_unwatched_unknown') : t('popup_unwatched_status', String(status))}</p>
    <button type="button" class="button button-strong" onClick={() => void reload()}>
      {t('popup_reload')}
    </button>
  </EmptyState>
);

interface UnwatchedProps {
  readonly status: number | undefined;
  readonly reload: () => Promise<void>;
}

export const NoAccess = ({ grant }: { readonly grant: () => Promise<void> }): JSX.Element => (
  <EmptyState hostLabel="sealed" title={text('popup_no_access_title')}>
    <p>{t('popup_no_access_why')}</p>
    <button type="button" class="button button-strong" onClick={() => void grant()}>
      {t('popup_grant')}
    </button>
    <p class="empty-note">{t('popup_nothing_private')}</p>
  </EmptyState>
);

interface UnrecordedProps {
  readonly host: string;
  readonly why: 'ignored' | 'not_chosen';
}

/** The settings leave the page's own host out: nothing is known of it. */
export const Unrecorded = ({ host, why }: UnrecordedProps): JSX.Element => (
  <EmptyState hostLabel="lost" title={text('popup_unrecorded_title')}>
    <p>
      <Say text={text(`popup_unrecorded_${why}`, host)} />
    </p>
  </EmptyState>
);

export const Unwatchable = (): JSX.Element => (
  <EmptyState hostLabel="lost" title={text('popup_unwatchable_title')}>
    <p>{t('popup_unwatchable_why')}</p>
  </EmptyState>
);

import type { JSX } from 'preact';
import { formatMoment, plural, t } from '../../i18n/i18n.js';
import { Banner } from '../../ui/banner.js';
import type { View } from './popup-store.js';
import { NoAccess, NothingHere, NotSeen, Unrecorded, UnseenList, Unwatchable, Unwatched } from './states.js';

export interface ShownProps {
  readonly view: Extract<View, { kind: 'shown' }>;
  readonly grant: () => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly openPage: (page: string) => Promise<void>;
  readonly spacious: boolean;
}

/** One tab: what was misdirected in it, or why there is nothing to show. */
export const Shown = (props: ShownProps): JSX.Element => {
  const { storage, notKept } = props.view.tab;
  return (
    <>
      {storage !== undefined && (
        <Banner icon="cross">
          <p>{t(`popup_storage_${storage}`)}</p>
        </Banner>
      )}
      {notKept !== undefined && (
        <Banner icon="question">
          <p data-not-kept={notKept}>{plural('popup_not_kept', notKept)}</p>
        </Banner>
      )}
      <ShownTab {...props} />
    </>
  );
};

function ShownTab({
  view: { tab, cases, count, Cases, recovered },
  grant,
  reload,
  openPage,
  spacious,
}: ShownProps): JSX.Element {
  if (Cases === undefined) {
    if (tab.state === 'no_access') return <NoAccess grant={grant} />;
    if (tab.state === 'unwatchable') return <Unwatchable />;
    if (tab.host !== undefined && (tab.unrecorded === 'ignored' || tab.unrecorded === 'not_chosen')) {
      return <Unrecorded host={tab.host} why={tab.unrecorded} />;
    }
    if (tab.state === 'unwatched') return <Unwatched status={tab.ownStatus} reload={reload} />;
    if (tab.unseen !== undefined) return <NotSeen unseen={tab.unseen} />;
    return <NothingHere tab={tab} openPage={openPage} />;
  }
  return (
    <>
      {tab.state === 'no_access' && (
        <Banner icon="lock">
          <p>{t('popup_no_access_now')}</p>
          <button type="button" class="button" onClick={() => void grant()}>
            {t('popup_grant')}
          </button>
        </Banner>
      )}
      {tab.state === 'unwatched' && (
        <Banner icon="eye">
          <p>{t('popup_unwatched_now')}</p>
          <button type="button" class="button" onClick={() => void reload()}>
            {t('popup_reload')}
          </button>
        </Banner>
      )}
      {tab.ofWorkers !== undefined && (
        <Banner icon="clock">
          <p>
            {t(
              tab.ofWorkers.length < count ? 'popup_of_workers_some' : 'popup_of_workers',
              String(tab.ofWorkers.length),
            )}
          </p>
        </Banner>
      )}
      {tab.storedAt !== undefined && (
        <Banner icon="clock">
          <p>{t('popup_stored', formatMoment(tab.storedAt))}</p>
        </Banner>
      )}
      {tab.unseen !== undefined && (
        <Banner icon="eye">
          <UnseenList unseen={tab.unseen} />
        </Banner>
      )}
      {recovered && (
        <Banner icon="check">
          <p>{t('popup_recovered')}</p>
        </Banner>
      )}
      <Cases cases={cases} count={count} hosts={tab.hosts} host={tab.host} spacious={spacious} />
    </>
  );
}

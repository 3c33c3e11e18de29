import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { Banner } from '../../ui/banner.js';
import type { View } from './popup-store.js';
import { NoAccess, NothingHere, Unwatchable } from './states.js';

export interface ShownProps {
  readonly view: Extract<View, { kind: 'shown' }>;
  readonly grant: () => Promise<void>;
  readonly spacious: boolean;
}

/** One tab: what was misdirected in it, or why there is nothing to show. */
export const Shown = (props: ShownProps): JSX.Element => {
  const { storage } = props.view.tab;
  return (
    <>
      {storage !== undefined && (
        <Banner icon="cross">
          <p>{t(`popup_storage_${storage}`)}</p>
        </Banner>
      )}
      <ShownTab {...props} />
    </>
  );
};

function ShownTab({
  view: { tab, cases, count, Cases, recovered },
  grant,
  spacious,
}: ShownProps): JSX.Element {
  if (Cases === undefined) {
    if (tab.state === 'no_access') return <NoAccess grant={grant} />;
    if (tab.state === 'unwatchable') return <Unwatchable />;
    return <NothingHere host={tab.host} />;
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
      {recovered && (
        <Banner icon="check">
          <p>{t('popup_recovered')}</p>
        </Banner>
      )}
      <Cases cases={cases} count={count} host={tab.host} spacious={spacious} />
    </>
  );
}

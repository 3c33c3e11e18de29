import './options.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Access } from '../../ui/access/access.js';
import { AccessBanner } from '../../ui/access/access-banner.js';
import { Banner } from '../../ui/banner.js';
import { Page } from '../../ui/page/page.js';
import { About } from './about.js';
import { AccessSetting } from './access-setting.js';
import { IgnoredHosts } from './ignored-hosts.js';
import { KeepDaysChoice } from './keep-days.js';
import type { OptionsStore } from './options-store.js';
import { PolicyBanner, PolicyValues } from './policy-values.js';
import { Reset } from './reset.js';
import { Shortcut } from './shortcut.js';
import { ShowRecovered } from './show-recovered.js';
import { ThemeChoice } from './theme-choice.js';
import { WatchSuspected } from './watch-suspected.js';

export interface OptionsProps {
  readonly store: OptionsStore;
  readonly access: Access;
}

/** What the user may choose. Everything is saved at once; there is no button for it. */
export function Options({ store, access }: OptionsProps): JSX.Element {
  const now = store.inForce.value;
  return (
    <Page name="options" loading={now === undefined}>
      <div class="options">
        <header class="options-head">
          <h1>{t('options_title')}</h1>
          <p class="soft">{t('options_lead')}</p>
        </header>
        <AccessBanner access={access} />
        {now && (
          <>
            <PolicyBanner now={now} />
            <AccessSetting store={store} access={access} />
            {store.isPrivate ? (
              <Banner icon="lock">
                <p>{t('options_private')}</p>
              </Banner>
            ) : (
              <KeepDaysChoice store={store} now={now} />
            )}
            <IgnoredHosts store={store} now={now} />
            <ShowRecovered store={store} now={now} />
            <WatchSuspected store={store} now={now} />
            <PolicyValues store={store} now={now} />
            <ThemeChoice store={store} now={now} />
            <Shortcut store={store} />
            {!store.isPrivate && <Reset store={store} now={now} />}
            <About />
          </>
        )}
      </div>
    </Page>
  );
}

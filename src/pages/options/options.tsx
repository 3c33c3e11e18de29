import './options.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { THEMES } from '../../model/settings.js';
import { extensionVersion } from '../../platform/version.js';
import type { Access } from '../../ui/access/access.js';
import { AccessBanner } from '../../ui/access/access-banner.js';
import { Banner } from '../../ui/banner.js';
import { Heading } from '../../ui/heading.js';
import { Page } from '../../ui/page/page.js';
import { CheckChoice } from './check-choice.js';
import { Choice } from './choice.js';
import { IgnoredHosts } from './ignored-hosts.js';
import { KeepDaysChoice } from './keep-days.js';
import type { OptionsStore } from './options-store.js';
import { PolicyBanner, PolicyValues } from './policy-values.js';
import { Reset } from './reset.js';
import { type PartProps, Setting } from './setting.js';
import { Shortcut } from './shortcut.js';

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
          <Heading level={1}>{t('options_title')}</Heading>
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

interface AccessSettingProps {
  readonly store: OptionsStore;
  readonly access: Access;
}

/** Of how many sites requests are seen. The browser keeps it; the banner above has the way to all. */
function AccessSetting({ store, access }: AccessSettingProps): JSX.Element | null {
  const sites = access.sites.value;
  if (sites === undefined) return null;
  return (
    <Setting store={store} part="access" title="options_access_title" hint="options_access_hint">
      <p data-site-access={sites}>{t(`options_access_${sites}`)}</p>
    </Setting>
  );
}

const ShowRecovered = (props: PartProps): JSX.Element => (
  <CheckChoice
    {...props}
    part="showRecovered"
    title="options_recovered_title"
    hint="options_recovered_hint"
    label="options_recovered_show"
  />
);

const WatchSuspected = (props: PartProps): JSX.Element => (
  <CheckChoice
    {...props}
    part="watchSuspected"
    title="options_suspected_title"
    hint="options_suspected_hint"
    label="options_suspected_watch"
  />
);

const ThemeChoice = ({ store, now }: PartProps): JSX.Element => (
  <Setting store={store} part="theme" title="options_theme_title" hint="options_theme_hint">
    <Choice
      labelledBy="setting-theme"
      values={THEMES}
      chosen={now.settings.theme}
      words={(theme) => t(`options_theme_${theme}`)}
      choose={(theme) => void store.save({ theme }, 'theme')}
    />
  </Setting>
);

/** What a report about Missent itself needs, and whose work is in it. The build writes the two files. */
const About = (): JSX.Element => (
  <footer class="options-about soft">
    <span translate={false}>Missent {extensionVersion()}</span>
    <a href="/LICENSE">{t('options_licence')}</a>
    <a href="/licenses.md">{t('options_licences')}</a>
  </footer>
);

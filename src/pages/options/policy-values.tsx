import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { MAX_KEEP_DAYS } from '../../model/settings.js';
import { text } from '../../model/text.js';
import { Banner } from '../../ui/banner.js';
import { Breakable } from '../../ui/breakable.js';
import { Say } from '../../ui/say.js';
import { WebLink } from '../../ui/web-link.js';
import { HostList } from './host-list.js';
import { type PartProps, Setting } from './setting.js';

/** That an administrator decides some of it, and what of a policy is ignored. */
export const PolicyBanner = ({ now: { policy, problems } }: Pick<PartProps, 'now'>): JSX.Element | null =>
  Object.keys(policy).length === 0 && problems.length === 0 ? null : (
    <Banner icon="lock">
      {Object.keys(policy).length > 0 && <p>{t('options_policy')}</p>}
      {problems.length > 0 && (
        <>
          <p>{t('options_policy_wrong')}</p>
          <ul class="policy-problems">
            {problems.map(({ where, found, expected }) => (
              <li key={`${where} ${expected}`} data-policy-problem={where}>
                <Say text={text(`options_policy_${expected}`, where, found, String(MAX_KEEP_DAYS))} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Banner>
  );

/** What only a policy can say, as far as it says it. */
export function PolicyValues({ store, now }: PartProps): JSX.Element {
  const { onlyHosts, contacts, welcomePage } = now.policy;
  return (
    <>
      {onlyHosts && (
        <Setting store={store} part="onlyHosts" title="options_only_title" hint="options_only_hint" locked>
          <HostList label={t('options_only_title')} patterns={onlyHosts} />
        </Setting>
      )}
      {contacts && (
        <Setting
          store={store}
          part="contacts"
          title="options_contacts_title"
          hint="options_contacts_hint"
          locked
        >
          {contacts.map(({ hosts, to }) => (
            <div class="contact" key={hosts.join(' ')}>
              <HostList
                label={t('options_contacts_hosts', 'mail' in to ? to.mail : to.url)}
                patterns={hosts}
              />
              <p>
                {'mail' in to ? (
                  <bdi dir="ltr" translate={false}>
                    <Breakable name={to.mail} />
                  </bdi>
                ) : (
                  <WebLink url={to.url}>
                    <bdi dir="ltr" translate={false}>
                      <Breakable name={to.url} />
                    </bdi>
                  </WebLink>
                )}
              </p>
            </div>
          ))}
        </Setting>
      )}
      {welcomePage !== undefined && (
        <Setting store={store} part="welcomePage" title="options_welcome_title" locked>
          <p>{t(welcomePage ? 'options_welcome_on' : 'options_welcome_off')}</p>
        </Setting>
      )}
    </>
  );
}

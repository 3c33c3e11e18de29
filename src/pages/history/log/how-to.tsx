import type { JSX } from 'preact';
import { t } from '../../../i18n/i18n.js';
import type { MessageKey } from '../../../model/text.js';
import { CopyValue } from '../../../ui/steps/copy-value.js';

/** How such a file is made: the log of the network stack, which has all, and what every browser can save. */
export const HowTo = (): JSX.Element => (
  <div class="log-how">
    <section>
      <h2>{t('log_netlog_title')}</h2>
      <p class="history-note">{t('log_netlog_where')}</p>
      <ol>
        <li>
          {t('log_netlog_start')}
          {/* Browsers let no page link to their own pages: the address is there to be copied. */}
          <CopyValue value="chrome://net-export" />
          <span class="soft">{t('log_netlog_options')}</span>
        </li>
        <li>{t('log_netlog_load')}</li>
        <li>{t('log_netlog_stop')}</li>
      </ol>
    </section>
    <section>
      <h2>{t('log_har_title')}</h2>
      <p class="history-note">{t('log_har_where')}</p>
      <ol>
        {HAR_STEPS.map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
    </section>
  </div>
);

const HAR_STEPS: readonly MessageKey[] = ['log_har_load', 'log_har_save', 'log_har_open'];

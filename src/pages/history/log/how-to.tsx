import './how-to.css';
import '../../../ui/ringed.css';
import type { JSX } from 'preact';
import { t } from '../../../i18n/i18n.js';
import type { MessageKey } from '../../../model/text.js';
import { Heading } from '../../../ui/heading.js';
import { CopyValue } from '../../../ui/steps/copy-value.js';

/** How such a file is made: the log of the network stack, which has all, and what every browser can save. */
export const HowTo = (): JSX.Element => (
  <div class="log-how">
    <section>
      <Heading level={2}>{t('log_netlog_title')}</Heading>
      <p class="history-note">{t('log_netlog_where')}</p>
      <ol class="ringed">
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
      <Heading level={2}>{t('log_har_title')}</Heading>
      <p class="history-note">{t('log_har_where')}</p>
      <ol class="ringed">
        {HAR_STEPS.map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
    </section>
    <section>
      <Heading level={2}>{t('log_nel_title')}</Heading>
      <p class="history-note">{t('log_nel_where')}</p>
      <ol class="ringed">
        <li>
          {t('log_nel_send')}
          <CopyValue value={NEL_FIELD} />
          <CopyValue value={REPORT_TO_FIELD} />
        </li>
        <li>{t('log_nel_open')}</li>
      </ol>
    </section>
  </div>
);

/** W3C Network Error Logging, section 4.1; both fractions, so that each attempt of a browser is reported. */
const NEL_FIELD = 'NEL: {"report_to":"nel","max_age":2592000,"success_fraction":1,"failure_fraction":1}';
const REPORT_TO_FIELD =
  'Report-To: {"group":"nel","max_age":2592000,"endpoints":[{"url":"https://collector.example/nel"}]}';

const HAR_STEPS: readonly MessageKey[] = ['log_har_load', 'log_har_save', 'log_har_open'];

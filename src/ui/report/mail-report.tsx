import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Mail } from '../../report/mail.js';
import { CopyValue } from '../steps/copy-value.js';
import { ReportText } from './report-text.js';

/** Subject and text to copy, and a way into the mail program. Whom to write to, only the reader can find out. */
export const MailReport = ({ mail }: { readonly mail: Mail }): JSX.Element => (
  <>
    <p class="report-note">{t('report_panel_mail_hint')}</p>
    <CopyValue value={mail.subject} />
    <ReportText text={mail.body} />
    <p>
      <a class="button report-mail" href={mail.url}>
        {t('report_panel_mail_open')}
      </a>
    </p>
  </>
);

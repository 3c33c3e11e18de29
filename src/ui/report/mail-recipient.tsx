import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import type { Authority } from '../../model/authority.js';
import { text } from '../../model/text.js';
import { contactsOf } from '../../report/contacts.js';
import { type Mail, mailtoAt } from '../../report/mail.js';
import { CopyButton } from '../copy-button.js';
import { Say } from '../say.js';
import { WebLink } from '../web-link.js';

export interface MailRecipientProps {
  readonly mail: Mail;
  readonly authority: Authority;
}

/** Whom to write to, the way into the mail program, and ways to other addresses. The reader sends and opens it all. */
export function MailRecipient({ mail, authority }: MailRecipientProps): JSX.Element {
  const [to, setTo] = useState(mail.to ?? '');
  const { securityTxt, owner, subject } = contactsOf(authority);
  return (
    <>
      <label class="report-to">
        <span>{t('report_panel_mail_to')}</span>
        <input
          type="email"
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          value={to}
          onInput={(event) => setTo(event.currentTarget.value)}
        />
      </label>
      <p class="report-note">{t('report_panel_mail_to_hint')}</p>
      <p class="report-send">
        <a class="button button-strong report-mail" href={mailtoAt(mail.url, to)}>
          {t('report_panel_mail_open')}
        </a>
        <CopyButton value={mail.body} what={t('report_panel_what')} label="report_panel_mail_copy" />
      </p>
      {securityTxt !== undefined && owner !== undefined && (
        <p class="report-contacts">
          <WebLink url={securityTxt}>
            <Say text={text('report_panel_mail_security', authority.host)} />
          </WebLink>
          <WebLink url={owner}>
            <Say text={text('report_panel_mail_owner', subject)} />
          </WebLink>
        </p>
      )}
    </>
  );
}

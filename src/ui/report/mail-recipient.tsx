import './mail-recipient.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import type { Authority } from '../../model/authority.js';
import { type Contact, contactFor, type Settings } from '../../model/settings.js';
import { text } from '../../model/text.js';
import { onSettings, readSettings } from '../../platform/settings.js';
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
  const chosen = useContact(authority.host);
  if (chosen && 'url' in chosen) return <ReportPage url={chosen.url} body={mail.body} />;
  const policy = chosen?.mail;
  return <MailAddress key={policy} mail={mail} authority={authority} policy={policy} />;
}

/** A page where an organisation takes reports: the reader opens it and pastes the text. */
const ReportPage = ({ url, body }: { readonly url: string; readonly body: string }): JSX.Element => (
  <>
    <p class="report-note">{t('report_panel_page_hint')}</p>
    <p class="report-send" data-contact={url}>
      <WebLink url={url}>
        <Say text={text('report_panel_page_open', new URL(url).host)} />
      </WebLink>
      <CopyButton value={body} what={t('report_panel_what')} label="report_panel_mail_copy" />
    </p>
  </>
);

interface MailAddressProps extends MailRecipientProps {
  /** The address that an administrator chose. */
  readonly policy: string | undefined;
}

function MailAddress({ mail, authority, policy }: MailAddressProps): JSX.Element {
  const [to, setTo] = useState(policy ?? mail.to ?? '');
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
      <p class="report-note">
        {t(policy === undefined ? 'report_panel_mail_to_hint' : 'report_panel_mail_to_policy')}
      </p>
      <p class="report-send">
        <a class="button button-strong report-mail" href={mailtoAt(mail.url, to)}>
          {t('report_panel_mail_open')}
        </a>
        <CopyButton value={mail.body} what={t('report_panel_what')} label="report_panel_mail_copy" />
      </p>
      {policy === undefined && securityTxt !== undefined && owner !== undefined && (
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

/** Whom an administrator chose for reports of a host; undefined: nobody, or it is not read yet. */
function useContact(host: string): Contact['to'] | undefined {
  const [contacts, setContacts] = useState<readonly Contact[]>([]);
  useEffect(() => {
    const take = (settings: Settings): void => setContacts(settings.contacts);
    void readSettings().then(take);
    return onSettings(take);
  }, []);
  return contactFor(host, contacts);
}

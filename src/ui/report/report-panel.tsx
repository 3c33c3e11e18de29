import './report-panel.css';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { diagnose } from '../../diagnosis/diagnose.js';
import { t } from '../../i18n/i18n.js';
import type { Authority } from '../../model/authority.js';
import type { Incident } from '../../model/incident.js';
import type { MessageKey } from '../../model/text.js';
import type { CertificateFacts } from '../../model/tls.js';
import { extensionVersion } from '../../platform/version.js';
import { incidentAsJson } from '../../report/json.js';
import type { Mail } from '../../report/mail.js';
import { mailFor } from '../../report/mail.js';
import { incidentAsMarkdown } from '../../report/markdown.js';
import type { ReportOptions } from '../../report/options.js';
import { CopyButton } from '../copy-button.js';
import { RadioSwitch } from '../radio-switch.js';
import { CopyValue } from '../steps/copy-value.js';
import { shell } from '../steps/shell.js';
import { MailRecipient } from './mail-recipient.js';
import { chooseFormat, format, type ReportFormat } from './report-format.js';

export interface ReportPanelProps {
  readonly incident: Incident;
  readonly certificate?: CertificateFacts | undefined;
  /** Other hosts with the same fault. */
  readonly alsoAt?: readonly string[] | undefined;
}

/** A report to copy or to send, shown as it will be. Nothing is sent from here: a mail program may be opened. */
export function ReportPanel({ incident, certificate, alsoAt }: ReportPanelProps): JSX.Element {
  // Off each time anew: what was once harmless to take in may not be so for the next site.
  const [includePaths, setIncludePaths] = useState(false);
  const [form, shellName] = [format.value, shell.value];
  // It is diagnosed anew without its paths, which each drawing of the page need not do.
  const made = useMemo(() => {
    const options: ReportOptions = {
      includePaths,
      shell: shellName,
      certificate,
      alsoAt,
      version: extensionVersion(),
    };
    const diagnosed = (one: Incident) => diagnose(one, certificate);
    if (form === 'mail') return mailFor(incident, diagnosed, options, t);
    return form === 'json'
      ? incidentAsJson(incident, diagnosed, options, t)
      : incidentAsMarkdown(incident, diagnosed, options, t);
  }, [incident, certificate, alsoAt, includePaths, form, shellName]);
  return (
    <div class="report">
      <FormatSwitch />
      <label class="report-paths">
        <input
          type="checkbox"
          checked={includePaths}
          onChange={(event) => setIncludePaths(event.currentTarget.checked)}
        />
        <span>
          {t('report_panel_paths')} <small class="soft">{t('report_panel_paths_hint')}</small>
        </span>
      </label>
      {typeof made === 'string' ? (
        <ReportText text={made} />
      ) : (
        <MailReport mail={made} authority={incident.authority} />
      )}
    </div>
  );
}

const FormatSwitch = (): JSX.Element => (
  <RadioSwitch
    class="report-formats"
    legend="report_panel_format"
    options={FORMAT_WORDS}
    chosen={format.value}
    choose={chooseFormat}
  />
);

const FORMAT_WORDS: readonly (readonly [ReportFormat, MessageKey])[] = [
  ['markdown', 'report_panel_markdown'],
  ['json', 'report_panel_json'],
  ['mail', 'report_panel_mail'],
];

/** Whom to write to first; then subject and text to copy. */
const MailReport = ({
  mail,
  authority,
}: {
  readonly mail: Mail;
  readonly authority: Authority;
}): JSX.Element => (
  <>
    <MailRecipient mail={mail} authority={authority} />
    <CopyValue value={mail.subject} />
    <ReportText text={mail.body} />
  </>
);

interface ReportTextProps {
  readonly text: string;
}

/** The text, character by character as it will be copied. Hidden characters were made visible when it was written. */
const ReportText = ({ text }: ReportTextProps): JSX.Element => (
  <div class="report-text">
    <div class="report-head">
      <span>{t('report_panel_preview')}</span>
      <CopyButton value={text} what={t('report_panel_what')} />
    </div>
    {/* It scrolls by itself, so it must take the focus for the keyboard's sake. A group and no region: a page with
        several incidents would have several landmarks of one name. */}
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
    {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls */}
    <div role="group" class="report-preview" aria-label={t('report_panel_preview')} tabIndex={0}>
      <pre class="report-lines" dir="auto" translate={false}>
        {text}
      </pre>
    </div>
  </div>
);

import './report-panel.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { diagnose } from '../../diagnosis/diagnose.js';
import { t } from '../../i18n/i18n.js';
import type { Incident } from '../../model/incident.js';
import type { CertificateFacts } from '../../model/tls.js';
import { extensionVersion } from '../../platform/version.js';
import { incidentAsJson } from '../../report/json.js';
import { mailFor } from '../../report/mail.js';
import { incidentAsMarkdown } from '../../report/markdown.js';
import type { ReportOptions } from '../../report/options.js';
import { shell } from '../steps/shell.js';
import { FormatSwitch } from './format-switch.js';
import { MailReport } from './mail-report.js';
import { format } from './report-format.js';
import { ReportText } from './report-text.js';

export interface ReportPanelProps {
  readonly incident: Incident;
  readonly certificate?: CertificateFacts | undefined;
}

/** A report to copy or to send, shown as it will be. Nothing is sent from here: a mail program may be opened. */
export function ReportPanel({ incident, certificate }: ReportPanelProps): JSX.Element {
  // Off each time anew: what was once harmless to take in may not be so for the next site.
  const [includePaths, setIncludePaths] = useState(false);
  const options: ReportOptions = {
    includePaths,
    shell: shell.value,
    certificate,
    version: extensionVersion(),
  };
  const diagnosed = (one: Incident) => diagnose(one, certificate);
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
      {format.value === 'mail' ? (
        <MailReport mail={mailFor(incident, diagnosed, options, t)} />
      ) : (
        <ReportText
          text={
            format.value === 'json'
              ? incidentAsJson(incident, diagnosed, options, t)
              : incidentAsMarkdown(incident, diagnosed, options, t)
          }
        />
      )}
    </div>
  );
}

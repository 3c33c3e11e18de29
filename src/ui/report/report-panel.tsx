import './report-panel.css';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
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
  const [form, shellName] = [format.value, shell.value];
  // It is diagnosed anew without its paths, which each drawing of the page need not do.
  const made = useMemo(() => {
    const options: ReportOptions = {
      includePaths,
      shell: shellName,
      certificate,
      version: extensionVersion(),
    };
    const diagnosed = (one: Incident) => diagnose(one, certificate);
    if (form === 'mail') return mailFor(incident, diagnosed, options, t);
    return form === 'json'
      ? incidentAsJson(incident, diagnosed, options, t)
      : incidentAsMarkdown(incident, diagnosed, options, t);
  }, [incident, certificate, includePaths, form, shellName]);
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
      {typeof made === 'string' ? <ReportText text={made} /> : <MailReport mail={made} />}
    </div>
  );
}

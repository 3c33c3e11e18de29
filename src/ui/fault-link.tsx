import type { JSX } from 'preact';
import { t } from '../i18n/i18n.js';
import { bugsUrl } from '../platform/bugs-url.js';
import { extensionVersion } from '../platform/version.js';
import { issueFormUrl } from '../report/issue-form.js';
import { WebLink } from './web-link.js';

/** The way to report a fault of Missent's, where the project names one. Nothing of what was read is in that address. */
export const FaultLink = (): JSX.Element | null =>
  bugsUrl === '' ? null : (
    <p>
      <WebLink url={issueFormUrl(bugsUrl, 'bug.yml', { browser: `Missent ${extensionVersion()}` })}>
        {t('ui_report_fault')}
      </WebLink>
    </p>
  );
